import { VaultProcess } from '../support/keyring/vault-process.ts';
import { makeKey } from '../support/sshd/target.ts';
import { byPassword } from './support/given.ts';
import { callFromPage } from './support/page-call.ts';
import { expect, test } from './support/test.ts';

const rootPassword = 'correct horse battery staple';

test('rule 10: a bound key pair is not deleted, and the refusal names the servers', async ({
  ui,
  given,
  startServer,
}) => {
  const keyPair = await given.createKeyPair('production');
  const web = await startServer({ rootPassword });
  await given.bind(keyPair, await given.addServer(web, 'web-1', byPassword(rootPassword)));
  await expect(ui.cell('production', 'Servers')).toHaveText(/^1\b/);

  await ui.choose('production', 'Delete');
  await expect(ui.dialog).toContainText('It is still bound to 1 server. Detach it first.');
  await expect(ui.dialog.getByRole('listitem')).toHaveText(['web-1']);
  await expect(ui.dialog.getByRole('textbox')).toHaveCount(0);
  expect(await callFromPage(ui.page, 'key-pairs:delete', { keyPairId: keyPair.id })).toEqual({
    ok: false,
    error: { code: 'key-pair-bound', details: { servers: ['web-1'] } },
  });
  expect(await given.keyPairs()).toHaveLength(1);
});

test('rule 10: a key pair that waits for a stopped server, or that Latchkey logs on with, is not deleted', async ({
  ui,
  given,
  startServer,
}) => {
  const waiting = await given.createKeyPair('waiting');
  const web = await startServer({ rootPassword });
  const server = await given.addServer(web, 'web-1', byPassword(rootPassword));
  await web.powerOff();
  await given.call('servers:refresh', { serverId: server.id });
  await given.bind(waiting, server);
  expect(await given.server('web-1')).toMatchObject({ pending: { change: 'bind', waitsFor: 'server' } });
  await ui.choose('waiting', 'Delete');
  await ui.dialog.getByRole('textbox').fill('waiting');
  await ui.button('Delete').click();
  await expect(ui.dialog).toContainText('This key pair is still bound to web-1.');
  await ui.button('Cancel').click();

  const used = await given.createKeyPair('used');
  const db = await startServer({ authorizedKeys: { root: `${used.publicKey.line}\n` } });
  await given.addServer(db, 'db-1', { kind: 'key-pair', keyPairId: used.id });
  await ui.choose('used', 'Delete');
  await ui.dialog.getByRole('textbox').fill('used');
  await ui.button('Delete').click();
  await expect(ui.dialog).toContainText('Latchkey itself logs on with this key pair: to db-1.');
  expect((await given.keyPairs()).map(({ name }) => name).toSorted()).toEqual(['used', 'waiting']);
});

test('deleting asks for the name, and destroys the keychain’s entry', async ({
  ui,
  given,
  application,
  atEnd,
}) => {
  const { id: keyPairId } = await given.createKeyPair('production');
  const vault = new VaultProcess(application.keyring.env);
  atEnd(() => vault.kill());
  const hasEntry = () => vault.has({ kind: 'private-key', keyPairId });
  expect(await hasEntry()).toBe(true);

  await ui.choose('production', 'Delete');
  await expect(ui.dialog).toContainText('This cannot be undone.');
  await expect(ui.dialog).toContainText('What is left of it is the file that was downloaded.');
  const typed = ui.dialog.getByLabel('To confirm, type the key pair’s name: production');
  for (const wrong of ['', 'productio', 'Production', 'production ']) {
    await typed.fill(wrong);
    await expect(ui.button('Delete')).toBeDisabled();
  }
  await typed.press('Enter');
  expect(await given.keyPairs()).toHaveLength(1);
  await typed.fill('production');
  await ui.button('Delete').click();
  await expect(ui.page.getByText('production was deleted')).toBeVisible();
  await expect(ui.page.getByText('No key pairs yet')).toBeVisible();
  expect(await hasEntry()).toBe(false);
  expect(await given.codeOf('key-pairs:delete', { keyPairId })).toBe('key-pair-not-found');
});

test('cancelling, Escape and the cross delete nothing', async ({ ui, given }) => {
  await given.createKeyPair('production');
  const ways = [
    () => ui.button('Cancel').click(),
    () => ui.page.keyboard.press('Escape'),
    () => ui.button('Close').click(),
  ];
  for (const leave of ways) {
    await ui.choose('production', 'Delete');
    await ui.dialog.getByRole('textbox').fill('production');
    await leave();
    await expect(ui.page.getByRole('dialog')).toHaveCount(0);
  }
  expect(await given.keyPairs()).toHaveLength(1);
});

test('deleting an imported public key asks for the name as well, and says that no private key is lost', async ({
  ui,
  given,
}) => {
  await given.importPublicKey('laptop', (await makeKey()).publicLine);
  await ui.choose('laptop', 'Delete');
  await expect(ui.dialog).toContainText('Its private key is not on this computer and is not affected.');
  await expect(ui.button('Delete')).toBeDisabled();
  await ui.dialog.getByRole('textbox').fill('laptop');
  await ui.button('Delete').click();
  await expect(ui.page.getByText('laptop was deleted')).toBeVisible();
  expect(await given.keyPairs()).toEqual([]);
});

test('a name that was deleted can be used again', async ({ ui, given }) => {
  const { id: keyPairId, publicKey } = await given.createKeyPair('production');
  await given.call('key-pairs:delete', { keyPairId });
  await ui.createKeyPair('production');
  await ui.close();
  expect((await given.keyPair('production')).publicKey.line).not.toBe(publicKey.line);
});
