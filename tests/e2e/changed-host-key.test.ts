import type { SshServer } from '../support/sshd/ssh-server.ts';
import { byPassword } from './support/given.ts';
import { expect, test } from './support/test.ts';

const rootPassword = 'correct horse battery staple';

/** The machine is set up anew: it has another host key now. Answers with the former fingerprint. */
async function changeHostKey(server: SshServer): Promise<string> {
  const former = await server.hostKeyFingerprint();
  const file = '/etc/ssh/ssh_host_ed25519_key';
  const { code } = await server.exec(`rm ${file}*; ssh-keygen -q -t ed25519 -N '' -f ${file}`);
  expect(code).toBe(0);
  await server.reload();
  return former;
}

test('T1: a changed host key stops everything, with both fingerprints, and is accepted on the server’s page alone', async ({
  ui,
  given,
  startServer,
}) => {
  test.slow();
  const keyPair = await given.createKeyPair('production');
  const web = await startServer({ rootPassword, hostKeyTypes: ['ed25519'] });
  const server = await given.addServer(web, 'web-1', byPassword(rootPassword));
  const former = await changeHostKey(web);
  const now = await web.hostKeyFingerprint();
  expect(now).not.toBe(former);
  const logBefore = web.log().length;
  const told = () => web.log().slice(logBefore);

  await test.step('a refresh is stopped', async () => {
    await ui.show('Servers');
    await ui.choose('web-1', 'Refresh Status');
    const dialog = ui.page.getByRole('dialog', { name: 'Latchkey did not connect to web-1' });
    await expect(dialog).toContainText('The host key has changed');
    await expect(dialog).toContainText(former);
    await expect(dialog).toContainText(now);
    const named = dialog.getByRole('button').filter({ hasText: /\w/ });
    await expect(named).toHaveText(['Open the Server’s Page', 'Close']);
    await expect(dialog.getByRole('button', { name: /accept|matches|continue/i })).toHaveCount(0);
    await ui.button('Close').first().click();
    await expect(ui.cell('web-1', 'Status')).toHaveText('Host key changed');
  });

  await test.step('it can’t be chosen for a key pair, and says why', async () => {
    await ui.show('Key Pairs');
    await ui.choose('production', 'Attach Server');
    await expect(ui.dialog.getByRole('option', { name: /^web-1/ })).toContainText('Its host key has changed');
    await ui.button('Cancel').click();
    await ui.page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  await test.step('a job is stopped, and offers no way round either', async () => {
    await ui.show('Servers');
    await ui.choose('web-1', 'Check for Changes');
    expect(await ui.jobResult('web-1')).toBe('Failed');
    await ui.button('Review Host Key').click();
    await expect(ui.dialog).toContainText(former);
    await expect(ui.dialog).toContainText(now);
    await expect(ui.dialog.getByRole('button', { name: /accept|matches|continue/i })).toHaveCount(0);
    expect((await given.server('web-1')).boundKeyPairId).toBeNull();
  });

  await test.step('so are calls over the bridge, whatever host key they claim to have accepted', async () => {
    const hostKey = { type: 'ssh-ed25519', sha256: former };
    const request = { serverId: server.id, hostKey };
    expect(await given.codeOf('servers:accept-host-key', request)).toBe('host-key-changed');
    expect(await given.codeOf('servers:refresh', { serverId: server.id })).toBe('host-key-changed');
  });
  expect(told()).toContain('Connection from');
  expect(told()).not.toMatch(/root|user|password/i);

  await test.step('the server’s page accepts it, once the server’s name was typed', async () => {
    await ui.button('Open the Server’s Page').click();
    await expect(ui.page.getByRole('dialog', { name: 'Edit web-1' })).toBeVisible();
    await ui.button('Check Host Key').click();
    await expect(ui.dialog).toContainText(former);
    await expect(ui.dialog).toContainText(now);
    await ui.button('Accept the New Host Key…').click();
    await expect(ui.button('Accept New Host Key')).toBeDisabled();
    await ui.dialog.getByLabel('To confirm, type the server’s name: web-1').fill('web-1');
    expect(told()).not.toMatch(/root|user|password/i);
    await ui.button('Accept New Host Key').click();
    await expect(ui.page.getByText('The server shows the host key that was accepted before.')).toBeVisible();
    await ui.page.reload();
    await ui.show('Servers');
    await expect(ui.cell('web-1', 'Status')).toHaveText('Running');
  });

  await ui.attach('production', ['web-1'], 'Reload SSH Service');
  expect(await ui.jobResult('web-1')).toBe('Done');
  expect((await given.server('web-1')).boundKeyPairId).toBe(keyPair.id);
});

test('T1: a host key that changed is no host key to add or to save a server with', async ({
  ui,
  given,
  startServer,
}) => {
  const web = await startServer({ rootPassword, hostKeyTypes: ['ed25519'] });
  await given.addServer(web, 'web-1', byPassword(rootPassword));
  await changeHostKey(web);
  await ui.show('Servers');
  await ui.choose('web-1', 'Edit');
  await ui.dialog.getByLabel('Name', { exact: true }).fill('web-2');
  await ui.dialog.getByRole('checkbox', { name: 'Change how Latchkey logs on' }).click();
  await ui.dialog.getByRole('textbox', { name: 'Password' }).fill(rootPassword);
  await ui.button('Save').click();
  await expect(ui.dialog).toContainText('The host key has changed');
  await expect(ui.dialog.getByRole('button', { name: /accept|matches|continue|save/i })).toHaveCount(0);
  await ui.button('Back').click();
  await expect(ui.dialog.getByLabel('Name', { exact: true })).toHaveValue('web-2');
  await ui.button('Cancel').click();
  expect((await given.servers()).map(({ name }) => name)).toEqual(['web-1']);
});
