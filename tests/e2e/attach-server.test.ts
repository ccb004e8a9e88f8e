import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { opensByKey, opensByPassword } from '../real/providers/ssh/openssh.ts';
import { makeKey } from '../support/sshd/target.ts';
import type { Application } from './support/application.ts';
import { byPassword } from './support/given.ts';
import { expect, test } from './support/test.ts';

const rootPassword = 'correct horse battery staple';

function readPem({ folders }: Application, name: string): Promise<string> {
  return readFile(join(folders.downloads, `${name}.pem`), 'utf8');
}

test('rule 6: bound by a reload: the key opens the server, and no password does', async ({
  ui,
  given,
  application,
  startServer,
}) => {
  await given.createKeyPair('production');
  const web = await startServer({ rootPassword });
  await given.addServer(web, 'web-1', byPassword(rootPassword));
  await ui.choose('production', 'Attach Server');
  await ui.chooseServers(['web-1']);
  await expect(ui.dialog).toContainText('Password logon for root goes off');
  await expect(ui.dialog.getByRole('radio')).toHaveCount(3);
  await expect(ui.dialog.getByRole('radio', { name: /^Reload the SSH service/ })).toBeChecked();
  await ui.button('Reload SSH Service').click();
  expect(await ui.jobResult('web-1')).toBe('Done');
  await expect(ui.dialog).toContainText('The key pair is bound, and a logon with it was proven.');
  await expect(ui.dialog).toContainText('root can’t log on with a password any more.');
  const command = (await ui.dialog.locator('code').textContent()) ?? '';
  expect(command).toBe(
    `ssh -i ${join(application.folders.downloads, 'production.pem')} -p ${web.port} root@${web.host}`,
  );
  await ui.button('Copy ssh Command for web-1').click();
  await expect
    .poll(() => application.electron.evaluate(({ clipboard }) => clipboard.readText()))
    .toBe(command);
  await ui.close();
  await expect(ui.cell('production', 'Servers')).toHaveText(/^1\b/);
  await ui.show('Servers');
  await expect(ui.cell('web-1', 'Key pair')).toHaveText('production');
  await expect(ui.cell('web-1', 'Password logon')).toHaveText('Disabled');
  await expect(ui.cell('web-1', 'Pending')).toHaveText('');
  expect(await opensByKey(web, await readPem(application, 'production'))).toBe(true);
  expect(await opensByPassword(web, rootPassword)).toBe(false);
  expect(web.boots).toBe(1);
});

test('rule 7: bound by a restart of the machine, which is Starting until it is back', async ({
  ui,
  given,
  application,
  startServer,
}) => {
  await given.createKeyPair('production');
  const web = await startServer({ rootPassword, downTimeMs: 2000 });
  await given.addServer(web, 'web-1', byPassword(rootPassword));
  await ui.choose('production', 'Attach Server');
  await ui.chooseServers(['web-1']);
  await ui.dialog.getByRole('radio', { name: /^Restart Now/ }).click();
  await expect(ui.dialog).toContainText('A restart stops the server for a short time');
  await ui.button('Restart Now').click();
  await expect.poll(async () => (await given.server('web-1')).status, { timeout: 30_000 }).toBe('starting');
  expect(await ui.jobResult('web-1')).toBe('Done');
  await ui.close();
  expect(web.boots).toBe(2);
  await ui.show('Servers');
  await expect(ui.cell('web-1', 'Status')).toHaveText('Running');
  await expect(ui.cell('web-1', 'Password logon')).toHaveText('Disabled');
  expect(await opensByKey(web, await readPem(application, 'production'))).toBe(true);
  expect(await opensByPassword(web, rootPassword)).toBe(false);
});

test('rule 7: what is postponed stays on the server as pending, and is finished from there', async ({
  ui,
  given,
  application,
  startServer,
}) => {
  await given.createKeyPair('production');
  const web = await startServer({ rootPassword });
  await given.addServer(web, 'web-1', byPassword(rootPassword));
  await ui.attach('production', ['web-1'], 'Postpone Restart');
  expect(await ui.jobResult('web-1')).toBe('Pending');
  await ui.close();
  expect(await opensByKey(web, await readPem(application, 'production'))).toBe(true);
  expect(await opensByPassword(web, rootPassword)).toBe(true);

  await ui.show('Servers');
  await expect(ui.cell('web-1', 'Pending')).toHaveText('Attach');
  await expect(ui.cell('web-1', 'Key pair')).toHaveText('production');
  await ui.choose('web-1', 'Finish What Is Pending');
  await expect(ui.dialog).toContainText('Attach “production”');
  await ui.chooseEffect('Reload SSH Service');
  expect(await ui.jobResult('web-1')).toBe('Done');
  await ui.close();
  await expect(ui.cell('web-1', 'Pending')).toHaveText('');
  await expect(ui.cell('web-1', 'Password logon')).toHaveText('Disabled');
  expect(await opensByPassword(web, rootPassword)).toBe(false);
});

test('rule 6: the key pair that is replaced is named before, and opens the server no more', async ({
  ui,
  given,
  application,
  startServer,
}) => {
  // Three refused logons prove it, and no server is shown more than two in a minute.
  test.setTimeout(240_000);
  const former = await given.createKeyPair('former');
  await given.createKeyPair('next');
  const web = await startServer({ rootPassword });
  await given.bind(former, await given.addServer(web, 'web-1', byPassword(rootPassword)));
  await ui.choose('next', 'Attach Server');
  await expect(ui.dialog.getByRole('option', { name: /^web-1/ })).toContainText('replaces “former”');
  await ui.chooseServers(['web-1']);
  await expect(ui.dialog).toContainText('web-1: “former” no longer opens it');
  await ui.chooseEffect('Reload SSH Service');
  expect(await ui.jobResult('web-1', 150_000)).toBe('Done');
  await ui.close();
  await expect(ui.cell('former', 'Servers')).toHaveText('None');
  await expect(ui.cell('next', 'Servers')).toHaveText(/^1\b/);
  expect(await opensByKey(web, await readPem(application, 'next'))).toBe(true);
  expect(await opensByKey(web, await readPem(application, 'former'))).toBe(false);
});

test('an imported public key is bound without a proof, and closes nothing', async ({
  ui,
  given,
  startServer,
}) => {
  const laptop = await makeKey();
  await given.importPublicKey('laptop', laptop.publicLine);
  const web = await startServer({ rootPassword });
  await given.addServer(web, 'web-1', byPassword(rootPassword));
  await ui.choose('laptop', 'Attach Server');
  await ui.chooseServers(['web-1']);
  await expect(ui.dialog).toContainText('password logon stays as it is');
  await ui.chooseEffect('Reload SSH Service');
  expect(await ui.jobResult('web-1')).toBe('Done');
  await expect(ui.dialog).toContainText('so no logon was proven.');
  await expect(ui.dialog).toContainText(
    'root can still log on with a password: it is switched off only once',
  );
  await ui.close();
  await ui.show('Servers');
  await expect(ui.cell('web-1', 'Key pair')).toHaveText('laptop');
  await expect(ui.cell('web-1', 'Password logon')).toHaveText('Enabled');
  expect(await opensByKey(web, laptop.privateKey)).toBe(true);
  expect(await opensByPassword(web, rootPassword)).toBe(true);
});

test('without a server it is added from there, and then attached', async ({ ui, startServer }) => {
  const web = await startServer({ rootPassword });
  await ui.createKeyPair('production');
  await ui.button('Attach Server').click();
  await ui.page.getByText('No servers in this region yet').waitFor();
  await ui.button('Add Server').click();
  await ui.dialog.getByLabel('Host', { exact: true }).fill(`root@${web.host}:${web.port}`);
  await ui.dialog.getByRole('textbox', { name: 'Password' }).fill(rootPassword);
  await ui.button('Add Server').click();
  await ui.button('It Matches, Continue').click();
  await ui.page.getByRole('dialog', { name: 'Attach Server' }).waitFor();
  await ui.chooseServers([web.host]);
  await ui.chooseEffect('Reload SSH Service');
  expect(await ui.jobResult(web.host)).toBe('Done');
  await ui.close();
});

test('right from the create dialog to the servers', async ({ ui, given, startServer }) => {
  const web = await startServer({ rootPassword });
  await given.addServer(web, 'web-1', byPassword(rootPassword));
  await ui.openCreate('production');
  await ui.dialog.getByRole('checkbox', { name: 'Attach it to servers now' }).click();
  await ui.button('Confirm').click();
  await ui.button('Continue to Attach Server').click();
  await ui.page.getByRole('dialog', { name: 'Attach Server' }).waitFor();
  await ui.chooseServers(['web-1']);
  await ui.chooseEffect('Reload SSH Service');
  expect(await ui.jobResult('web-1')).toBe('Done');
  await ui.close();
  await expect(ui.cell('production', 'Servers')).toHaveText(/^1\b/);
});

test('from a server’s row, and a password that is kept nowhere is asked for', async ({
  ui,
  given,
  application,
  startServer,
}) => {
  await given.createKeyPair('production');
  const web = await startServer({ rootPassword });
  await given.addServer(web, 'web-1', byPassword(rootPassword, false));
  await ui.show('Servers');
  await ui.choose('web-1', 'Attach Key Pair');
  const password = ui.dialog.getByRole('textbox', { name: 'Password of root on web-1' });
  await expect(ui.button('Reload SSH Service')).toBeDisabled();
  await password.fill('wrong');
  await ui.button('Reload SSH Service').click();
  expect(await ui.jobResult('web-1')).toBe('Failed');
  await expect(ui.dialog).toContainText('The server refused the password of');
  await ui.dialog.getByRole('textbox', { name: 'Password of root on web-1' }).fill(rootPassword);
  await ui.button('Try Again on 1 server').click();
  await expect(ui.dialog).toContainText('The key pair is bound, and a logon with it was proven.');
  await ui.close();
  await expect(ui.cell('web-1', 'Key pair')).toHaveText('production');
  expect(await opensByKey(web, await readPem(application, 'production'))).toBe(true);
});
