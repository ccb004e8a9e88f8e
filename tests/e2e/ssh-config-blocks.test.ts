import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { byPassword } from './support/given.ts';
import { expect, test } from './support/test.ts';

const run = promisify(execFile);

test('ssh logs on by the server’s name with what was shown and written; taken out, the file is as it was', async ({
  ui,
  given,
  application,
  startServer,
  atEnd,
}) => {
  // A bind with all its proofs, on a machine that does more than this.
  test.setTimeout(240_000);
  const { home, downloads } = application.folders;
  const folder = join(home, '.ssh');
  await mkdir(folder, { mode: 0o700 });
  atEnd(() => rm(folder, { recursive: true }));
  const mine = '# mine\r\nHost *\r\n  Compression yes';
  await writeFile(join(folder, 'config'), mine, { mode: 0o640 });

  const server = await startServer({ rootPassword: 'correct horse' });
  const added = await given.addServer(server, 'Web Server', byPassword('correct horse'));
  await given.bind(await given.createKeyPair('production'), added);
  await ui.show('Key Pairs');
  await ui.choose('production', 'Write SSH Config…');
  await expect(ui.dialog.getByText('Include latchkey.conf')).toBeVisible();
  await expect(ui.dialog.getByText('Host web-server')).toBeVisible();
  await expect(ui.dialog.getByText(`IdentityFile ${join(downloads, 'production.pem')}`)).toBeVisible();
  expect(await readFile(join(folder, 'config'), 'utf8')).toBe(mine);
  await ui.button('Write').click();
  await expect(ui.page.getByText('Your SSH configuration is written')).toBeVisible();

  expect(await readFile(join(folder, 'config'), 'utf8')).toBe(`Include latchkey.conf\r\n${mine}`);
  expect((await stat(join(folder, 'config'))).mode & 0o777).toBe(0o640);
  expect((await stat(join(folder, 'latchkey.conf'))).mode & 0o777).toBe(0o600);
  // ssh asks the system, not HOME, where its user is at home.
  const bind = ['--dev-bind', '/', '/', '--bind', home, '/root', '--die-with-parent'];
  const options = ['-o', 'StrictHostKeyChecking=no', '-o', 'BatchMode=yes'];
  const { stdout } = await run('bwrap', [...bind, 'ssh', ...options, 'web-server', 'echo in']);
  expect(stdout).toBe('in\n');

  await ui.show('Servers');
  await ui.choose('Web Server', 'Write SSH Config…');
  await expect(ui.dialog.getByText('There is nothing to change')).toBeVisible();
  await ui.dialog.getByRole('radio', { name: 'Remove' }).click();
  await ui.button('Remove').click();
  await expect(ui.page.getByText('Your SSH configuration is written').last()).toBeVisible();
  await expect.poll(() => readFile(join(folder, 'config'), 'utf8')).toBe(mine);
  // It goes after the line that included it.
  await expect.poll(() => readdir(folder)).not.toContain('latchkey.conf');
});
