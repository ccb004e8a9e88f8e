import { spawn, execFile } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { VaultProcess } from '../support/keyring/vault-process.ts';
import type { SshServer } from '../support/sshd/ssh-server.ts';
import { makeKey } from '../support/sshd/target.ts';
import { startApplication, type Application } from './support/application.ts';
import { ConsolePage } from './support/console-page.ts';
import { addressOf, byPassword } from './support/given.ts';
import { answerOpenDialog } from './support/native-dialogs.ts';
import { expect, test } from './support/test.ts';

const rootPassword = 'correct horse battery staple';
const passphrase = 'Schlüsselbund 42';

/** Opens Add Server with its address filled in and a way to log on chosen. */
async function openLogon(ui: ConsolePage, server: SshServer, logon: RegExp): Promise<void> {
  await ui.openAddServer({ name: 'web-1', ...addressOf(server), password: '' });
  await ui.dialog.getByRole('radio', { name: logon }).click();
}

async function expectRunning(ui: ConsolePage, method: string, server: SshServer): Promise<void> {
  await expect(ui.cell('web-1', 'Status')).toContainText('Running');
  expect(server.log()).toContain(`Accepted ${method} for root`);
}

async function writeKeyFile({ folders }: Application, content: string): Promise<string> {
  const path = join(folders.temp, 'id_key');
  await writeFile(path, content);
  await chmod(path, 0o600);
  return path;
}

test('a private key file with a passphrase: asked for, wrong, right, and kept in the keychain', async ({
  ui,
  given,
  application,
  startServer,
  atEnd,
}) => {
  const key = await makeKey('ed25519', passphrase);
  const web = await startServer({ authorizedKeys: { root: key.publicLine } });
  await answerOpenDialog(application, await writeKeyFile(application, key.privateKey));
  await openLogon(ui, web, /^Private key file/);
  await ui.button('Choose File…').click();
  await ui.button('Add Server').click();
  const field = ui.dialog.getByRole('textbox', { name: 'Passphrase of the key file' });
  await expect(field).toHaveAccessibleDescription(/is protected by a passphrase\. Enter its passphrase\./);
  await field.fill('wrong');
  await ui.button('Add Server').click();
  await expect(field).toHaveAccessibleDescription(/This passphrase does not open the private key/);
  expect(await given.servers()).toEqual([]);
  expect(web.log()).not.toContain('Connection from');
  await field.fill(passphrase);
  await ui.button('Add Server').click();
  await ui.button('It Matches, Continue').click();
  await expectRunning(ui, 'publickey', web);

  const { id: serverId, logon } = await given.server('web-1');
  expect(logon).toMatchObject({ kind: 'key-file', passphrase: 'keychain' });
  const vault = new VaultProcess(application.keyring.env);
  atEnd(() => vault.kill());
  expect(await vault.read({ kind: 'key-file-passphrase', serverId })).toBe(passphrase);
});

test('a file that is no private key, or not there, is told beside its field', async ({
  ui,
  given,
  application,
  startServer,
}) => {
  const web = await startServer({ rootPassword });
  await openLogon(ui, web, /^Private key file/);
  await ui.button('Add Server').click();
  const field = ui.dialog.locator('input[readonly]');
  await expect(field).toHaveAccessibleDescription(/Choose a file\./);
  for (const [path, words] of [
    [await writeKeyFile(application, 'no key at all\n'), /Latchkey cannot read the private key/],
    [join(application.folders.temp, 'not-there'), /Check that the file is there/],
    [application.folders.home, /Latchkey cannot read /],
  ] as const) {
    await answerOpenDialog(application, path);
    await ui.button('Choose File…').click();
    await expect(field).toHaveValue(path);
    await ui.button('Add Server').click();
    await expect(field).toHaveAccessibleDescription(words);
  }
  expect(await given.servers()).toEqual([]);
});

test('a private key that the server does not know is refused with words', async ({
  ui,
  given,
  application,
  startServer,
}) => {
  const web = await startServer({ rootPassword });
  await answerOpenDialog(application, await writeKeyFile(application, (await makeKey()).privateKey));
  await openLogon(ui, web, /^Private key file/);
  await ui.button('Choose File…').click();
  await ui.button('Add Server').click();
  await ui.button('It Matches, Continue').click();
  await expect(ui.dialog.getByRole('alert')).toContainText('The server refused to let Latchkey log on as');
  expect(await given.servers()).toEqual([]);
});

test('one of Latchkey’s key pairs', async ({ ui, given, startServer }) => {
  const keyPair = await given.createKeyPair('production');
  await given.importPublicKey('laptop', (await makeKey()).publicLine);
  const web = await startServer({ authorizedKeys: { root: `${keyPair.publicKey.line}\n` } });
  await openLogon(ui, web, /^Key pair/);
  await ui.dialog.getByLabel('Key Pair', { exact: true }).click();
  // Only those whose private key is here.
  await expect(ui.page.getByRole('option')).toHaveText([/production/]);
  await ui.page.getByRole('option', { name: 'production' }).click();
  await ui.button('Add Server').click();
  await ui.button('It Matches, Continue').click();
  await expectRunning(ui, 'publickey', web);
});

test('without an agent the SSH agent is refused with words', async ({ ui, given, startServer }) => {
  const web = await startServer({ rootPassword });
  await openLogon(ui, web, /^SSH agent/);
  await ui.button('Add Server').click();
  await expect(ui.dialog.getByRole('alert')).toContainText('No SSH agent answers on this computer.');
  expect(await given.servers()).toEqual([]);
});

test('the SSH agent’s keys', async ({ startServer, atEnd }) => {
  const key = await makeKey();
  const web = await startServer({ authorizedKeys: { root: key.publicLine } });
  const agent = await startAgent(atEnd);
  const application = await startApplication({ env: { SSH_AUTH_SOCK: agent.socket } });
  atEnd(() => application.stop());
  await agent.add(await writeKeyFile(application, key.privateKey));
  const ui = new ConsolePage(application.page);
  await openLogon(ui, web, /^SSH agent/);
  await ui.button('Add Server').click();
  await ui.button('It Matches, Continue').click();
  await expectRunning(ui, 'publickey', web);
});

test('a password that is asked for each time is kept nowhere, and asked for', async ({
  ui,
  given,
  startServer,
  application,
  atEnd,
}) => {
  const web = await startServer({ rootPassword });
  await ui.openAddServer({ name: 'web-1', ...addressOf(web), password: rootPassword });
  await ui.dialog.getByRole('checkbox', { name: 'Keep the password in the keychain' }).click();
  await ui.button('Add Server').click();
  await ui.button('It Matches, Continue').click();
  await expectRunning(ui, 'password', web);
  const { id: serverId } = await given.server('web-1');
  const vault = new VaultProcess(application.keyring.env);
  atEnd(() => vault.kill());
  expect(await vault.has({ kind: 'server-password', serverId })).toBe(false);
  expect(await given.codeOf('servers:refresh', { serverId })).toBe('password-required');

  await ui.choose('web-1', 'Refresh Status');
  await ui.dialog.getByRole('textbox', { name: 'Password of root on web-1' }).fill('wrong');
  await ui.button('Refresh').click();
  await expect(ui.dialog.getByRole('alert')).toContainText('The server refused the password of');
  await ui.dialog.getByRole('textbox', { name: 'Password of root on web-1' }).fill(rootPassword);
  await ui.button('Refresh').click();
  await expect(ui.page.getByRole('dialog')).toHaveCount(0);
  await expect.poll(() => web.log().match(/Accepted password for root/g)?.length).toBe(2);
});

test('the way to log on is changed by an edit, and the former password forgotten', async ({
  ui,
  given,
  startServer,
  application,
  atEnd,
}) => {
  const keyPair = await given.createKeyPair('production');
  const web = await startServer({
    rootPassword,
    authorizedKeys: { root: `${keyPair.publicKey.line}\n` },
  });
  const { id: serverId } = await given.addServer(web, 'web-1', byPassword(rootPassword));
  await ui.show('Servers');
  await ui.choose('web-1', 'Edit');
  await ui.dialog.getByRole('checkbox', { name: 'Change how Latchkey logs on' }).click();
  await ui.dialog.getByRole('radio', { name: /^Key pair/ }).click();
  await ui.dialog.getByLabel('Key Pair', { exact: true }).click();
  await ui.page.getByRole('option', { name: 'production' }).click();
  await ui.button('Save').click();
  await expect(ui.page.getByRole('dialog')).toHaveCount(0);
  expect((await given.server('web-1')).logon).toEqual({ kind: 'key-pair', keyPairId: keyPair.id });
  const vault = new VaultProcess(application.keyring.env);
  atEnd(() => vault.kill());
  expect(await vault.has({ kind: 'server-password', serverId })).toBe(false);
});

async function startAgent(atEnd: (clear: () => Promise<unknown>) => void) {
  const socket = `/tmp/latchkey-agent-${process.pid}-${Date.now()}`;
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: ['ignore', 'pipe', 'ignore'] });
  atEnd(() => Promise.resolve(agent.kill()));
  await new Promise((resolve) => agent.stdout.once('data', resolve));
  const env = { ...process.env, SSH_AUTH_SOCK: socket };
  return { socket, add: (path: string) => promisify(execFile)('ssh-add', ['-q', path], { env }) };
}
