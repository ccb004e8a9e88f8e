import { makeKey } from '../support/sshd/target.ts';
import { byPassword } from './support/given.ts';
import { expect, test } from './support/test.ts';

const rootPassword = 'correct horse battery staple';

test('the authorized keys of a server: read, searched, copied, added to, and removed from', async ({
  ui,
  given,
  application,
  startServer,
}) => {
  const foreign = (await makeKey()).publicLine.trim().replace(/ test$/, ' admin@bastion');
  const restricted = `command="true" ${(await makeKey()).publicLine.trim().replace(/ test$/, ' backup@nas')}`;
  const before = `# kept by hand\n${foreign}\n${restricted}\n`;
  const web = await startServer({ rootPassword, authorizedKeys: { root: before } });
  const [bound, further] = [await given.createKeyPair('production'), await given.createKeyPair('staging')];
  const server = await given.addServer(web, 'web-1', byPassword(rootPassword));
  await given.bind(bound, server);
  const file = async () => (await web.readFile('/root/.ssh/authorized_keys')).toString();
  const withBound = `${before}${bound.publicKey.line}\n`;
  expect(await file()).toBe(withBound);

  await ui.show('Servers');
  await ui.choose('web-1', 'Authorized Keys');
  const lines = ui.dialog.getByRole('list', { name: 'Authorized keys' }).getByRole('listitem');
  await expect(lines).toHaveCount(3);
  await expect(lines.nth(1)).toContainText('backup@nas');
  await expect(lines.nth(1)).toContainText('one command only');
  await expect(lines.nth(2)).toContainText('Bound');
  await expect(lines.nth(2)).toContainText(`Key pair “production”`);
  await expect(lines.nth(2)).toContainText(bound.publicKey.fingerprintSha256);
  await expect(ui.dialog).toContainText('1 further line is a comment or no key.');

  await ui.button('Copy the public key admin@bastion').click();
  await expect
    .poll(() => application.electron.evaluate(({ clipboard }) => clipboard.readText()))
    .toBe(foreign);

  await ui.dialog.getByLabel('Add a key pair').click();
  await ui.page.getByRole('option', { name: /^staging/ }).click();
  await ui.button('Add Key').click();
  await expect(lines).toHaveCount(4);
  expect(await file()).toBe(`${withBound}${further.publicKey.line}\n`);
  await ui.dialog.getByRole('searchbox', { name: 'Search keys' }).fill('staging');
  await expect(lines).toHaveCount(1);
  await ui.button('Remove staging').click();
  await expect(ui.dialog).toContainText(further.publicKey.fingerprintSha256);
  await ui.button('Remove Key').click();
  await expect(lines).toHaveCount(0);
  await ui.button('Clear the search').click();
  await expect(lines).toHaveCount(3);
  expect(await file()).toBe(withBound);
});

test('A9: the key that Latchkey is logged on with is the last way in, and goes only when told so', async ({
  ui,
  given,
  startServer,
}) => {
  const web = await startServer({ rootPassword });
  const keyPair = await given.createKeyPair('production');
  const server = await given.addServer(web, 'web-1', byPassword(rootPassword));
  await given.bind(keyPair, server);
  await ui.show('Servers');
  await ui.choose('web-1', 'Authorized Keys');
  await ui.button('Remove production').click();
  await expect(ui.dialog).toContainText('“production” is the bound key pair');
  await ui.button('Remove Key').click();
  await expect(ui.dialog).toContainText('Latchkey found no other way to log on to web-1 than this key.');
  await expect(ui.button('Remove Anyway')).toBeDisabled();
  await ui.button('Cancel').click();
  expect((await web.readFile('/root/.ssh/authorized_keys')).toString()).toContain(keyPair.publicKey.line);
  expect((await given.server('web-1')).boundKeyPairId).toBe(keyPair.id);
});
