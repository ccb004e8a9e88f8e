import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VaultProcess } from '../support/keyring/vault-process.ts';
import { startForeignServer, startSilentServer } from './support/foreign-server.ts';
import { addressOf, byPassword } from './support/given.ts';
import { expect, test } from './support/test.ts';

const rootPassword = 'correct horse battery staple';

test('T1: the host key is shown before anything is sent; refused, nothing is saved', async ({
  ui,
  given,
  startServer,
}) => {
  const web = await startServer({ rootPassword });
  await ui.openAddServer({ name: 'web-1', ...addressOf(web), password: rootPassword });
  await ui.button('Add Server').click();
  await expect(ui.page.getByRole('dialog', { name: 'Is this your server?' })).toBeVisible();
  await expect(ui.dialog).toContainText(await web.hostKeyFingerprint());
  await expect(ui.dialog).toContainText('ssh-ed25519');
  await expect(ui.dialog).toContainText('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub');
  await expect.poll(() => web.log()).toContain('Connection closed by');
  expect(web.log()).not.toMatch(/root|user|password/i);

  await expect(ui.dialog).toContainText(`${web.host}, port ${web.port}`);
  await ui.button('Don’t Connect').click();
  await expect(ui.dialog).toContainText('Not connected. Nothing was saved.');
  await expect(ui.dialog.getByLabel('Host', { exact: true })).toHaveValue(web.host);
  await expect(ui.dialog.getByRole('textbox', { name: 'Password' })).toHaveValue(rootPassword);
  expect(await given.servers()).toEqual([]);
  expect(web.log()).not.toMatch(/root|user|password/i);

  // It was not remembered: the question comes again, and whoever leaves it loses nothing.
  await ui.button('Add Server').click();
  await ui.button('It Matches, Continue').waitFor();
  await ui.page.keyboard.press('Escape');
  await expect(ui.dialog.getByRole('textbox', { name: 'Password' })).toHaveValue(rootPassword);
  await ui.button('Add Server').click();
  await ui.button('It Matches, Continue').click();
  await expect(ui.cell('web-1', 'Status')).toContainText('Running');
  await expect(ui.cell('web-1', 'OS')).toContainText('Debian');
  await expect(ui.cell('web-1', 'Address')).toContainText(`root@${web.host}:${web.port}`);
  await expect(ui.cell('web-1', 'Password logon')).toContainText('Enabled');
  expect(web.log()).toContain('Accepted password for root');
});

test('a wrong password is told beside its field, and nothing is saved', async ({
  ui,
  given,
  startServer,
}) => {
  const web = await startServer({ rootPassword });
  await ui.openAddServer({ name: 'web-1', ...addressOf(web), password: 'wrong' });
  await ui.button('Add Server').click();
  await ui.button('It Matches, Continue').click();
  const password = ui.dialog.getByRole('textbox', { name: 'Password' });
  await expect(password).toHaveAccessibleDescription(/The server refused the password of /);
  expect(await given.servers()).toEqual([]);
  await password.fill(rootPassword);
  await ui.button('Add Server').click();
  await expect(ui.cell('web-1', 'Status')).toContainText('Running');
  expect(web.log().match(/Failed password/g)).toHaveLength(1);
});

test('a host that does not answer is added only when that is asked for, and is Stopped then', async ({
  ui,
  given,
  startServer,
}) => {
  const web = await startServer({ rootPassword });
  await web.powerOff();
  await ui.openAddServer({ name: 'web-1', ...addressOf(web), password: rootPassword });
  await ui.button('Add Server').click();
  await expect(ui.dialog.getByLabel('Host', { exact: true })).toBeFocused();
  await expect(ui.dialog).toContainText(`does not answer at ${web.host}, port ${web.port}`);
  expect(await given.servers()).toEqual([]);
  await ui.button('Add Anyway').click();
  await expect(ui.cell('web-1', 'Status')).toContainText('Stopped');
  await expect(ui.cell('web-1', 'Password logon')).toContainText('Unknown');

  // Up again: a refresh asks for the host key first, because it was never seen.
  await web.powerOn();
  await ui.choose('web-1', 'Refresh Status');
  await expect(ui.dialog).toContainText(await web.hostKeyFingerprint());
  await ui.button('It Matches, Continue').click();
  await expect(ui.page.getByRole('dialog')).toHaveCount(0);
  await ui.choose('web-1', 'Refresh Status');
  await expect(ui.cell('web-1', 'Status')).toContainText('Running');
});

for (const way of ['Cancel', 'Escape'] as const)
  test(`${way} calls off the connecting to a server that says nothing, and nothing is saved`, async ({
    ui,
    given,
    atEnd,
  }) => {
    const silent = await startSilentServer();
    atEnd(() => silent.stop());
    await ui.openAddServer({ name: 'silent', host: silent.host, port: silent.port, password: 'any' });
    await ui.button('Add Server').click();
    await expect(ui.button('Connecting…')).toBeVisible();
    await silent.called;
    if (way === 'Cancel') await ui.button('Cancel').click();
    else await ui.page.keyboard.press('Escape');
    await expect(ui.page.getByRole('dialog')).toHaveCount(0);
    await silent.hungUp;
    expect(await given.servers()).toEqual([]);
  });

for (const [ident, words] of [
  ['OpenSSH_for_Windows_9.5', 'This machine does not run Linux: it says Windows'],
  ['Cisco-1.25', 'This machine does not run Linux: it says Cisco-1.25'],
] as const)
  test(`a machine that is not Linux is refused: ${ident}`, async ({ ui, given, atEnd }) => {
    const foreign = await startForeignServer(ident);
    atEnd(() => foreign.stop());
    await ui.openAddServer({ name: 'other', host: foreign.host, port: foreign.port, password: 'any' });
    await ui.button('Add Server').click();
    await ui.button('It Matches, Continue').click();
    await expect(ui.dialog).toContainText(words);
    await expect(ui.dialog).toContainText('Only servers that run Linux support SSH key pairs here.');
    await expect(ui.button('Add Anyway')).toHaveCount(0);
    expect(await given.servers()).toEqual([]);
  });

const badFields = [
  ['Host', '', 'Enter the host name or the IP address.'],
  ['Host', 'web-1/x', 'A host name has '],
  ['Host', '-oProxyCommand=x', 'A host name starts with a letter or a digit.'],
  ['Host', 'web 1', 'A host name has '],
  ['Port', '', '1 to 65535'],
  ['Port', '0', '1 to 65535'],
  ['Port', '65536', '1 to 65535'],
  ['User', '', 'Enter the name of the account'],
  ['User', '-l', 'A user name starts with a letter, a digit or an underscore.'],
  ['User', 'root;id', 'A user name has '],
  ['Name', 'x'.repeat(65), 'A name has at most 64 characters.'],
  ['Password', '', 'Enter the password.'],
] as const;

test('bad fields are told beside the field, and nothing is tried', async ({ ui, given, startServer }) => {
  const web = await startServer({ rootPassword });
  const good = { name: 'web-1', ...addressOf(web), user: 'root', password: rootPassword };
  await ui.openAddServer(good);
  for (const [label, bad, words] of badFields) {
    const field = ui.dialog.locator('input').and(ui.dialog.getByLabel(label, { exact: true }));
    const before = await field.inputValue();
    await field.fill(bad);
    await ui.button('Add Server').click();
    await expect(field).toHaveAccessibleDescription(new RegExp(words));
    await expect(field).toBeFocused();
    await field.fill(before);
    await expect(field).not.toHaveAccessibleDescription(new RegExp(words === '1 to 65535' ? 'never' : words));
  }
  expect(web.log()).not.toContain('Connection from');
  expect(await given.servers()).toEqual([]);
});

test('the main process refuses bad fields by itself', async ({ given }) => {
  const { id: regionId } = await given.region();
  const good = { name: 'web-1', host: '127.0.0.1', port: 1, user: 'root' };
  for (const [bad, code] of [
    [{ name: '' }, 'server-name-invalid'],
    [{ name: 'a\nb' }, 'server-name-invalid'],
    [{ name: 'a\u202Eb' }, 'server-name-invalid'],
    [{ host: 'a b' }, 'server-host-invalid'],
    [{ host: '-v' }, 'server-host-invalid'],
    [{ port: 0 }, 'server-port-invalid'],
    [{ user: '-x' }, 'server-user-invalid'],
    [{ user: 'a b' }, 'server-user-invalid'],
  ] as const) {
    const request = { regionId, ...good, ...bad, logon: byPassword('x'), evenIfUnreachable: true };
    expect(await given.codeOf('servers:add', request)).toBe(code);
  }
  expect(await given.servers()).toEqual([]);
});

test('a name and an address that are taken are told beside the field', async ({ ui, given, startServer }) => {
  const web = await startServer({ rootPassword });
  await given.addServer(web, 'web-1', byPassword(rootPassword));
  await ui.openAddServer({ name: 'web-1', ...addressOf(web), password: rootPassword });
  await ui.button('Add Server').click();
  const name = ui.dialog.getByLabel('Name', { exact: true });
  await expect(name).toHaveAccessibleDescription(/A server named “web-1” is already in this region\./);
  await name.fill('web-2');
  await ui.button('Add Server').click();
  await expect(ui.dialog.getByLabel('Host', { exact: true })).toHaveAccessibleDescription(
    /already in the list, as “web-1”/,
  );
  expect(await given.servers()).toHaveLength(1);
});

test('an edit renames; a removal forgets the server and its password, and leaves the machine alone', async ({
  ui,
  given,
  startServer,
  application,
  atEnd,
}) => {
  const web = await startServer({ rootPassword });
  const { id: serverId } = await given.addServer(web, 'web-1', byPassword(rootPassword));
  const vault = new VaultProcess(application.keyring.env);
  atEnd(() => vault.kill());
  const hasPassword = () => vault.has({ kind: 'server-password', serverId });
  expect(await hasPassword()).toBe(true);

  await ui.show('Servers');
  await ui.choose('web-1', 'Edit');
  await ui.dialog.getByLabel('Name', { exact: true }).fill('db-1');
  await ui.button('Save').click();
  await expect(ui.cell('db-1', 'Status')).toContainText('Running');

  const logBefore = web.log();
  await ui.choose('db-1', 'Remove');
  await expect(ui.dialog).toContainText('On the server itself nothing changes.');
  await ui.button('Remove Server').click();
  await expect(ui.page.getByText('No servers yet')).toBeVisible();
  expect(await hasPassword()).toBe(false);
  expect(web.log()).toBe(logBefore);
});

test('a host key that the user’s own ssh knows is not asked about, and a revoked one is refused', async ({
  ui,
  given,
  startServer,
  application,
  atEnd,
}) => {
  const web = await startServer({ rootPassword });
  const { type, blob } = await web.hostKey();
  const folder = join(application.folders.home, '.ssh');
  await mkdir(folder);
  atEnd(() => rm(folder, { recursive: true }));
  const known = `[${web.host}]:${web.port} ${type} ${blob}\n`;

  await writeFile(join(folder, 'known_hosts'), `${known}@revoked ${known}`);
  await ui.openAddServer({ name: 'web-1', ...addressOf(web), password: rootPassword });
  await ui.button('Add Server').click();
  await expect(ui.dialog.getByRole('alert')).toContainText('is marked as revoked in your known_hosts file.');
  await expect(ui.dialog.getByRole('button', { name: /accept|matches|continue|anyway/i })).toHaveCount(0);
  expect(web.log()).not.toMatch(/root|user|password/i);
  expect(await given.servers()).toEqual([]);

  await writeFile(join(folder, 'known_hosts'), known);
  await ui.button('Add Server').click();
  await expect(ui.cell('web-1', 'Status')).toContainText('Running');
});

test('an address that is pasted or typed is taken apart into the fields; what is typed before stays', async ({
  ui,
}) => {
  await ui.show('Servers');
  await ui.page.getByRole('main').getByRole('button', { name: 'Add Server' }).first().click();
  const field = (name: string) => ui.dialog.getByLabel(name, { exact: true });
  await ui.pasteHost('ssh -p 2222 deploy@web.example.org');
  await expect(field('Host')).toHaveValue('web.example.org');
  await expect(field('Port')).toHaveValue('2222');
  await expect(field('User')).toHaveValue('deploy');
  await expect(ui.dialog.getByRole('status')).toContainText('taken apart');
  await field('Host').press('End');
  await ui.pasteHost('root@other:22');
  await expect(field('Host')).toHaveValue('web.example.org');
  await expect(field('User')).toHaveValue('deploy');
  await field('Host').fill('root@db.example.org:2200');
  await field('Name').click();
  await expect(field('Host')).toHaveValue('db.example.org');
  await expect(field('Port')).toHaveValue('2200');
  await expect(field('User')).toHaveValue('root');
});
