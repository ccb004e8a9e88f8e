import { createPrivateKey } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { byPassword } from './support/given.ts';
import { expect, test } from './support/test.ts';

const rootPassword = 'correct horse battery staple';

/** Pieces of what makes a private key private, in each form in which they could have been written down. */
function piecesOf(pem: string): readonly Buffer[] {
  const { d = '', p = '', q = '' } = createPrivateKey(pem).export({ format: 'jwk' });
  return [d, p, q].flatMap((number) => {
    const bytes = Buffer.from(number, 'base64url').subarray(20, 60);
    // Base64 depends on where a piece begins; a line may break it.
    const base64 = [0, 1, 2].map((offset) => bytes.subarray(offset, offset + 24).toString('base64'));
    const hex = bytes.toString('hex');
    return [bytes.subarray(0, 24), ...[...base64, hex, hex.toUpperCase()].map((text) => Buffer.from(text))];
  });
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

function holds(content: Buffer, pieces: readonly Buffer[]): boolean {
  const unbroken = Buffer.from(content.toString('latin1').replace(/(?:\\[rn]|\s)+/g, ''), 'latin1');
  return pieces.some((piece) => content.includes(piece) || unbroken.includes(piece));
}

async function filesWith(folders: readonly string[], pieces: readonly Buffer[]): Promise<string[]> {
  const files = (await Promise.all(folders.map(filesUnder))).flat();
  const found: string[] = [];
  for (const file of files) {
    const content = await readFile(file).catch(() => Buffer.alloc(0));
    if (holds(content, pieces)) found.push(file);
  }
  return found;
}

/** Arguments and environments of every process of this computer. */
async function processesWith(pieces: readonly Buffer[]): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found: string[] = [];
  for (const pid of pids)
    for (const file of ['cmdline', 'environ']) {
      const content = await readFile(`/proc/${pid}/${file}`).catch(() => Buffer.alloc(0));
      if (holds(content, pieces)) found.push(`${pid} ${file}`);
    }
  return found;
}

/** Looks again and again, because a process may live for a moment only. */
async function processesUntil(end: AbortSignal, pieces: readonly Buffer[]): Promise<string[]> {
  const found: string[] = [];
  while (!end.aborted) {
    found.push(...(await processesWith(pieces)));
    await sleep(30);
  }
  return found;
}

test('K1: a private key leaves no trace but the one .pem, whatever is done with it', async ({
  ui,
  given,
  application,
  startServer,
}) => {
  const { folders, keyring } = application;
  const pemPath = join(folders.downloads, 'production.pem');
  const web = await startServer({ rootPassword });
  const refusing = await startServer({ rootPassword });
  await given.addServer(web, 'web-1', byPassword(rootPassword));
  await given.addServer(refusing, 'web-2', byPassword(rootPassword));
  // With a home that others may write to, sshd takes no key: this binding fails.
  await refusing.exec('chmod 777 /root');

  await ui.openCreate('production');
  await ui.button('Confirm').click();
  await ui.dialog.getByText('The private key was saved').waitFor();
  await ui.close();
  const pem = await readFile(pemPath, 'utf8');
  const pieces = piecesOf(pem);
  expect(await filesWith([folders.downloads], pieces)).toEqual([pemPath]);

  const watch = new AbortController();
  const watched = processesUntil(watch.signal, pieces);
  await ui.attach('production', ['web-1', 'web-2'], 'Reload SSH Service');
  expect(await ui.jobResult('web-1')).toBe('Done');
  expect(await ui.jobResult('web-2')).toBe('Failed');
  await ui.close();
  const unbound = await given.unbind(await given.keyPair('production'), await given.server('web-1'));
  expect(unbound.results).toMatchObject([{ state: 'succeeded' }]);
  watch.abort();
  expect(await watched).toEqual([]);

  expect(await filesWith([folders.all, keyring.folder, web.root, refusing.root], pieces)).toEqual([pemPath]);
  expect(holds(Buffer.from(web.log() + refusing.log()), pieces)).toBe(false);
  expect(await ui.page.evaluate(() => document.documentElement.outerHTML)).not.toContain('PRIVATE KEY');
});
