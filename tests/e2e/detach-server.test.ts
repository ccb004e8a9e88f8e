import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { opensByKey, opensByPassword } from '../real/providers/ssh/openssh.ts';
import { makeKey } from '../support/sshd/target.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { SshServer } from '../support/sshd/ssh-server.ts';
import type { ConsolePage } from './support/console-page.ts';
import { byPassword, type Given } from './support/given.ts';
import { expect, test } from './support/test.ts';

const rootPassword = 'correct horse battery staple';
const authorizedKeys = '/root/.ssh/authorized_keys';

/** A server with a bound key pair that Latchkey could log on to by another key all the same. */
async function boundServer(given: Given, web: SshServer, other: KeyPair): Promise<KeyPair> {
  const keyPair = await given.createKeyPair('production');
  const logon = { kind: 'key-pair', keyPairId: other.id } as const;
  await given.bind(keyPair, await given.addServer(web, 'web-1', logon));
  return keyPair;
}

async function confirmAnyway(ui: ConsolePage): Promise<void> {
  await ui.button('Detach Anyway…').click();
  await expect(ui.dialog).toContainText('you are locked out');
  await expect(ui.button('Detach Anyway')).toBeDisabled();
  await ui.dialog.getByLabel('To confirm, type the key pair’s name: production').fill('production');
  await ui.button('Detach Anyway').click();
}

test('rule 9: detached, the key opens the server no more, and what others wrote is byte for byte the same', async ({
  ui,
  given,
  application,
  startServer,
}) => {
  const other = await given.createKeyPair('other');
  const foreign = `# kept by hand\n${other.publicKey.line}\n`;
  const web = await startServer({ rootPassword, authorizedKeys: { root: foreign } });
  await boundServer(given, web, other);
  const pem = await readFile(join(application.folders.downloads, 'production.pem'), 'utf8');
  expect(await opensByKey(web, pem)).toBe(true);

  await ui.choose('production', 'Detach Server');
  await ui.chooseServers(['web-1']);
  await expect(ui.dialog).toContainText('Password logon stays off');
  await ui.chooseEffect('Reload SSH Service');
  expect(await ui.jobResult('web-1')).toBe('Done');
  await expect(ui.dialog).toContainText('The key pair is off this server.');
  await expect(ui.dialog).toContainText('root still can’t log on with a password');
  await ui.close();
  await expect(ui.cell('production', 'Servers')).toHaveText('None');
  expect(await opensByKey(web, pem)).toBe(false);
  expect((await web.readFile(authorizedKeys)).toString()).toBe(foreign);

  // Rule 8: detaching does not switch password logon back on.
  await ui.show('Servers');
  await expect(ui.cell('web-1', 'Key pair')).toHaveText('None');
  await expect(ui.cell('web-1', 'Password logon')).toHaveText('Disabled');
  expect(await opensByPassword(web, rootPassword)).toBe(false);
});

test('rule 8: password logon is re-enabled by an action of its own', async ({ ui, given, startServer }) => {
  const other = await given.createKeyPair('other');
  const web = await startServer({ rootPassword, authorizedKeys: { root: `${other.publicKey.line}\n` } });
  await boundServer(given, web, other);
  await ui.show('Servers');
  await ui.choose('web-1', 'Re-enable Password Logon');
  await expect(ui.dialog).toContainText('Bound key pairs keep working.');
  await ui.button('Re-enable Password Logon').click();
  expect(await ui.jobResult('web-1')).toBe('Done');
  await expect(ui.dialog).toContainText('root can log on with a password again.');
  await ui.close();
  await expect(ui.cell('web-1', 'Password logon')).toHaveText('Enabled');
  await expect(ui.cell('web-1', 'Key pair')).toHaveText('production');
  expect(await opensByPassword(web, rootPassword)).toBe(true);
});

test('A9: the last way in is not taken away, until it is asked for again by name', async ({
  ui,
  given,
  application,
  startServer,
}) => {
  test.setTimeout(180_000);
  const keyPair = await given.createKeyPair('production');
  const web = await startServer({ rootPassword });
  await given.bind(keyPair, await given.addServer(web, 'web-1', byPassword(rootPassword)));
  const pem = await readFile(join(application.folders.downloads, 'production.pem'), 'utf8');
  const before = await web.readFile(authorizedKeys);

  await ui.detach('production', ['web-1'], 'Reload SSH Service');
  expect(await ui.jobResult('web-1')).toBe('Failed');
  await expect(ui.dialog).toContainText('Latchkey found no other way to log on to');
  await expect(ui.dialog.getByRole('button', { name: /^Try / })).toHaveCount(0);
  expect(await web.readFile(authorizedKeys)).toEqual(before);
  expect(await opensByKey(web, pem)).toBe(true);
  expect((await given.server('web-1')).boundKeyPairId).toBe(keyPair.id);

  await ui.button('Detach Anyway…').click();
  await ui.button('Cancel').click();
  expect(await opensByKey(web, pem)).toBe(true);

  // Binding and looking for another way in have each shown a password that was refused: no third one in the minute.
  await ui.page.waitForTimeout(62_000);
  await confirmAnyway(ui);
  await expect(ui.dialog).toContainText('The key pair is off this server.');
  await ui.close();
  await expect(ui.cell('production', 'Servers')).toHaveText('None');
  expect(await opensByKey(web, pem)).toBe(false);
});

test('detached from the server’s row, with a password that proves another way in', async ({
  ui,
  given,
  startServer,
}) => {
  const keyPair = await given.createKeyPair('production');
  const web = await startServer({
    users: [{ name: 'anna', password: 'annas', sudo: 'nopasswd' }],
  });
  const server = await given.addServer(web, 'web-1', byPassword('annas'), { user: 'anna' });
  await given.bind(keyPair, server);
  await ui.show('Servers');
  await ui.choose('web-1', 'Detach Key Pair');
  await ui.chooseEffect('Reload SSH Service');
  expect(await ui.jobResult('web-1')).toBe('Done');
  await ui.close();
  await expect(ui.cell('web-1', 'Key pair')).toHaveText('None');
  expect(await opensByPassword(web, 'annas', 'anna')).toBe(true);
});

test('a bind that still waits for its stopped server is taken back without touching it', async ({
  ui,
  given,
  startServer,
}) => {
  const keyPair = await given.createKeyPair('production');
  const web = await startServer({ rootPassword });
  const server = await given.addServer(web, 'web-1', byPassword(rootPassword));
  await web.powerOff();
  await given.call('servers:refresh', { serverId: server.id });
  await given.bind(keyPair, server);
  expect((await given.server('web-1')).pending).toMatchObject({ change: 'bind' });
  const { results } = await given.unbind(keyPair, server);
  expect(results).toMatchObject([{ state: 'succeeded' }]);
  expect((await given.server('web-1')).pending).toBeNull();
  await ui.show('Servers');
  await expect(ui.cell('web-1', 'Pending')).toHaveText('');
});

test('a verified logon succeeds, and fails once the line was removed by hand', async ({
  ui,
  given,
  startServer,
}) => {
  const keyPair = await given.createKeyPair('production');
  const web = await startServer({ rootPassword });
  await given.bind(keyPair, await given.addServer(web, 'web-1', byPassword(rootPassword)));
  await ui.show('Servers');
  await ui.choose('web-1', 'Verify Logon');
  expect(await ui.jobResult('web-1')).toBe('Done');
  await expect(ui.dialog).toContainText('The server accepts the key pair.');
  await ui.close();

  await web.writeFile(authorizedKeys, '');
  await ui.choose('web-1', 'Verify Logon');
  expect(await ui.jobResult('web-1')).toBe('Failed');
  await expect(ui.dialog).toContainText('A logon with this key pair, and nothing else, was refused');
});

test('what is not bound can’t be detached, verified or finished', async ({ ui, given, startServer }) => {
  const keyPair = await given.createKeyPair('production');
  await given.importPublicKey('laptop', (await makeKey()).publicLine);
  const web = await startServer({ rootPassword });
  const server = await given.addServer(web, 'web-1', byPassword(rootPassword));
  const detach = ui.row('production').getByRole('button', { name: 'Detach Server', exact: true });
  await expect(detach).toHaveAccessibleDescription('It is bound to no server.');
  await ui.show('Servers');
  await ui.row('web-1').getByRole('button', { name: 'Actions for web-1' }).click();
  for (const name of ['Detach Key Pair', 'Verify Logon']) {
    const item = ui.page.getByRole('menuitem', { name: new RegExp(`^${name}`) });
    await expect(item).toHaveAttribute('aria-disabled', 'true');
    await expect(item).toContainText('No key pair is bound to it.');
  }
  expect(await given.codeOf('servers:verify-logon', { serverId: server.id })).toBe('key-pair-not-bound');
  const { results } = await given.unbind(keyPair, server);
  expect(results[0]?.error?.code).toBe('key-pair-not-bound');
});
