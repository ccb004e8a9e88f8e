import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeKeyPair } from '../electron/keys/ssh-keygen.ts';
import { expect, test } from './support/test.ts';

/** A home whose `.ssh` is there for one test. */
async function sshFolder(home: string, atEnd: (clear: () => Promise<unknown>) => void): Promise<string> {
  const folder = join(home, '.ssh');
  await mkdir(folder, { mode: 0o700 });
  atEnd(() => rm(folder, { recursive: true }));
  return folder;
}

test('a first start takes servers over from ~/.ssh/config: no question is asked, and the first look logs on with the key that it names', async ({
  ui,
  given,
  application,
  startServer,
  atEnd,
}) => {
  const folder = await sshFolder(application.folders.home, atEnd);
  const { line, privateKey } = makeKeyPair('-t', 'ed25519');
  const server = await startServer({ authorizedKeys: { root: `${line}\n` } });
  const { type, blob } = await server.hostKey();
  await writeFile(join(folder, 'id_web'), privateKey, { mode: 0o600 });
  await writeFile(join(folder, 'known_hosts'), `[${server.host}]:${server.port} ${type} ${blob}\n`);
  const config = [
    'Include conf.d/*.conf',
    'Host web-1',
    `  HostName ${server.host}`,
    `  Port ${server.port}`,
    'Host behind',
    '  ProxyJump web-1',
    'Host web-* *.example.com',
    '  User root',
    '  IdentityFile ~/.ssh/id_web',
    'Match exec "exit 1"',
    '  User nobody',
  ].join('\n');
  await writeFile(join(folder, 'config'), config);
  await mkdir(join(folder, 'conf.d'));
  await writeFile(join(folder, 'conf.d', 'db.conf'), 'Host db-1\n  HostName 192.0.2.7\n  User anna\n');

  await ui.page.getByRole('button', { name: 'Import from Your SSH Config' }).click();
  await expect(ui.dialog.getByRole('checkbox', { name: 'web-1' })).toBeChecked();
  await expect(
    ui.dialog.getByText(
      `root@${server.host}:${server.port} Logs on with ${join(folder, 'id_web')}. Its host key is known.`,
    ),
  ).toBeVisible();
  await expect(ui.dialog.getByRole('checkbox', { name: 'behind' })).toBeDisabled();
  await expect(ui.dialog.getByText('It is reached through another machine (ProxyJump).')).toBeVisible();
  await expect(ui.dialog.getByText('web-* and *.example.com: patterns for several names')).toBeVisible();
  await expect(ui.dialog.getByText('One Match block was not taken into account.')).toBeVisible();
  await ui.dialog.getByRole('checkbox', { name: 'db-1' }).click();
  await ui.button('Add 1 server').click();
  await expect(ui.page.getByText('1 server added.')).toBeVisible();
  expect(await readFile(join(folder, 'config'), 'utf8')).toBe(config);
  expect(server.log()).not.toContain('Connection from');

  await ui.show('Servers');
  await expect(ui.cell('web-1', 'Status')).toHaveText('Unknown');
  await ui.choose('web-1', 'Refresh Status');
  await expect(ui.cell('web-1', 'Status')).toHaveText('Running');
  expect(await given.servers()).toHaveLength(1);

  // Once more: what is there already is named.
  await ui.page.getByRole('button', { name: 'Import from SSH Config…' }).click();
  await expect(ui.dialog.getByRole('checkbox', { name: 'web-1' })).toBeDisabled();
  await expect(ui.dialog.getByText('A server named “web-1” is already in this region.')).toBeVisible();
  await ui.button('Add 1 server').click();
  await expect(ui.row('db-1')).toBeVisible();
});

test('no file, a file without machines, a broken one: each says what it is, and closes', async ({
  ui,
  application,
  atEnd,
}) => {
  await ui.show('Servers');
  const open = async (): Promise<void> => {
    await ui.page.getByRole('button', { name: 'Import from SSH Config…' }).click();
  };
  await open();
  await expect(ui.dialog.getByText('You have no SSH configuration')).toBeVisible();
  await ui.button('Add Server').click();
  await expect(ui.dialog.getByLabel('Host', { exact: true })).toBeFocused();
  await ui.page.keyboard.press('Escape');

  const folder = await sshFolder(application.folders.home, atEnd);
  await writeFile(join(folder, 'config'), 'Host *\n  Compression yes\n');
  await open();
  await expect(ui.dialog.getByText('No servers in your SSH configuration')).toBeVisible();
  await ui.page.keyboard.press('Escape');

  await writeFile(join(folder, 'config'), 'Host "web\n');
  await open();
  await expect(ui.dialog.getByText(`Latchkey does not understand ${join(folder, 'config')}.`)).toBeVisible();
  await ui.page.keyboard.press('Escape');

  await rm(join(folder, 'config'));
  await mkdir(join(folder, 'config'));
  await open();
  await expect(ui.dialog.getByText(`Latchkey cannot read ${join(folder, 'config')}.`)).toBeVisible();
});
