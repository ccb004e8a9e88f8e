import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startApplication } from './support/application.ts';
import { ConsolePage } from './support/console-page.ts';
import { byPassword, Given } from './support/given.ts';
import { expect, test } from './support/test.ts';

const trusting = [
  '-o',
  'BatchMode=yes',
  '-o',
  'StrictHostKeyChecking=no',
  '-o',
  'UserKnownHostsFile=/dev/null',
];

test('Open in Terminal starts the user’s terminal with an ssh that logs on', async ({
  startServer,
  atEnd,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-terminal-'));
  atEnd(() => rm(folder, { recursive: true }));
  const [terminal, written] = [join(folder, 'terminal'), join(folder, 'command')];
  await writeFile(
    terminal,
    `#!/bin/sh\nprintf '%s\\n' "$@" >'${written}.new' && mv '${written}.new' '${written}'\n`,
  );
  await chmod(terminal, 0o700);
  const application = await startApplication({ env: { TERMINAL: terminal } });
  atEnd(() => application.stop());
  const [ui, given] = [new ConsolePage(application.page), new Given(application.page)];
  const web = await startServer({ rootPassword: 'correct horse battery staple' });
  const keyPair = await given.createKeyPair('production');
  await given.bind(keyPair, await given.addServer(web, 'web-1', byPassword('correct horse battery staple')));

  await ui.show('Servers');
  await ui.choose('web-1', 'Open in Terminal');
  const words = async () => (await readFile(written, 'utf8').catch(() => '')).split('\n').slice(0, -1);
  await expect.poll(words).not.toEqual([]);
  const [flag, program = '', ...args] = await words();
  expect([flag, program]).toEqual(['-e', 'ssh']);
  const { stdout } = await promisify(execFile)(program, [...trusting, ...args, 'echo', 'opened']);
  expect(stdout).toBe('opened\n');
});
