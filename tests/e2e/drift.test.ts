import { byPassword } from './support/given.ts';
import { expect, test } from './support/test.ts';

const rootPassword = 'correct horse battery staple';

test('Check All finds what was changed by hand, marks it, and Repair puts it right', async ({
  ui,
  given,
  startServer,
}) => {
  test.setTimeout(240_000);
  const [web, db] = await Promise.all([startServer({ rootPassword }), startServer({ rootPassword })]);
  const keyPair = await given.createKeyPair('production');
  await given.bind(keyPair, await given.addServer(web, 'web-1', byPassword(rootPassword)));
  await given.bind(keyPair, await given.addServer(db, 'db-1', byPassword(rootPassword)));
  // By hand: password logon on again and the line restricted.
  await web.exec('rm -f /etc/ssh/sshd_config.d/00-latchkey.conf');
  await web.reload();
  await web.writeFile('/root/.ssh/authorized_keys', `command="true" ${keyPair.publicKey.line}\n`);

  await ui.show('Servers');
  await ui.page.getByRole('main').getByRole('button', { name: 'Check All' }).click();
  const results = ui.dialog.getByRole('list', { name: 'Result for each server' }).getByRole('listitem');
  const ofWeb = results.filter({ hasText: 'web-1' });
  await expect(ofWeb).toContainText('Somebody has put options on the line');
  await expect(ofWeb).toContainText('Password logon for root is on again.');
  await expect(results.filter({ hasText: 'db-1' })).toContainText('The key pair is bound and in force.');
  await expect(ui.cell('web-1', 'Key pair')).toContainText('Line changed');
  // The name gives way to it, at the size that the window has at first.
  const mark = ui.cell('web-1', 'Key pair').getByText('Line changed');
  expect(await mark.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);

  // From the server's own row as well, when the result is no longer there.
  await ui.close();
  await ui.choose('web-1', 'Repair');
  await ui.page.getByRole('dialog', { name: 'Repair web-1' }).waitFor();
  await expect(ui.dialog).toContainText('Repair takes the options off again.');
  await ui.button('Repair').click();
  expect(await ui.jobResult('web-1')).toBe('Done');
  expect((await web.readFile('/root/.ssh/authorized_keys')).toString()).toBe(`${keyPair.publicKey.line}\n`);
  await ui.close();
  await expect(ui.cell('web-1', 'Key pair')).not.toContainText('Line changed');
  await expect(ui.cell('web-1', 'Password logon')).toContainText('Disabled');

  // Two logons were refused above: the proof that is part of a check would wait out the minute.
  await ui.page.waitForTimeout(62_000);
  await ui.choose('web-1', 'Check for Changes');
  await expect(ui.dialog).toContainText('The key pair is bound and in force.');
});

test('what waits for a stopped server is carried out by itself when it comes up', async ({
  ui,
  given,
  startServer,
}) => {
  test.slow();
  const web = await startServer({ rootPassword });
  const keyPair = await given.createKeyPair('production');
  const server = await given.addServer(web, 'web-1', byPassword(rootPassword));
  await web.powerOff();
  await given.call('servers:refresh', { serverId: server.id });
  await given.startBind(keyPair, server);
  await ui.show('Servers');
  await expect(ui.cell('web-1', 'Pending')).toHaveText('Attach');
  await web.powerOn();
  await expect(ui.cell('web-1', 'Key pair')).toContainText('production', { timeout: 90_000 });
  await expect(ui.cell('web-1', 'Pending')).toBeEmpty();
  await expect(ui.cell('web-1', 'Password logon')).toContainText('Disabled');
  await expect(ui.page.getByText('web-1 is up, and what was pending there is done')).toBeVisible();
  expect((await web.readFile('/root/.ssh/authorized_keys')).toString()).toBe(`${keyPair.publicKey.line}\n`);
});
