import { byPassword } from './support/given.ts';
import { expect, test } from './support/test.ts';

const rootPassword = 'correct horse battery staple';

test('Enter on a key pair or a server shows all about it, and leads from one to the other', async ({
  ui,
  given,
  application,
  startServer,
}) => {
  const web = await startServer({ rootPassword });
  const keyPair = await given.createKeyPair('production');
  const server = await given.addServer(web, 'web-1', byPassword(rootPassword));
  await given.bind(keyPair, server);
  const clipboard = () => application.electron.evaluate(({ clipboard: board }) => board.readText());
  const { page } = ui;

  await test.step('a key pair', async () => {
    await ui.row('production').focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'production' });
    for (const text of [
      keyPair.publicKey.fingerprintSha256,
      keyPair.publicKey.fingerprintMd5,
      keyPair.publicKey.line,
      'ssh-ed25519, 256 bits',
      'In keychain',
      'web-1',
      `root@${web.host}:${web.port}`,
    ])
      await expect(dialog).toContainText(text);
    await ui.button('Copy MD5 Fingerprint').click();
    await expect.poll(clipboard).toBe(keyPair.publicKey.fingerprintMd5);
    await ui.button('Copy Public Key').click();
    await expect.poll(clipboard).toBe(keyPair.publicKey.line);
    await page.keyboard.press('Escape');
    await expect(ui.row('production')).toBeFocused();
  });

  await test.step('the actions of its row', async () => {
    await ui.row('production').getByRole('gridcell', { name: 'production', exact: true }).dblclick();
    await ui.button('Detach Server').click();
    await expect(page.getByRole('dialog')).toHaveCount(1);
    await expect(ui.dialog.getByRole('listbox').first()).toBeVisible();
    await ui.button('Cancel').click();
    await expect(page.getByRole('dialog')).toBeHidden();
  });

  await test.step('to the server, and all about that', async () => {
    await ui.row('production').focus();
    await page.keyboard.press('Enter');
    await ui.button('Show web-1').click();
    await expect(ui.row('web-1')).toBeFocused();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'web-1' });
    await expect(dialog).toContainText(await web.hostKeyFingerprint());
    await expect(dialog).toContainText('Running');
    await expect(dialog).toContainText('production');
    await expect(dialog).toContainText('Disabled');
    await ui.button('Copy ssh Command').click();
    await expect.poll(clipboard).toMatch(new RegExp(`^ssh -i .*production\\.pem.* -p ${web.port} root@`));
    await ui.button('Copy Address').click();
    await expect.poll(clipboard).toBe(`root@${web.host}:${web.port}`);
    await ui.button('Edit').click();
    await expect(page.getByRole('dialog', { name: 'Edit web-1' })).toBeVisible();
    await ui.button('Cancel').click();
  });
});
