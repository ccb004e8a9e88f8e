import { answerOpenDialog } from './support/native-dialogs.ts';
import { byPassword } from './support/given.ts';
import { movements } from './support/motion.ts';
import { expect, test } from './support/test.ts';

test('settings hold at once, and after a reload', async ({ ui, given, application }) => {
  const { page } = ui;
  const open = () => page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  await open();
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
  const theme = () => application.electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource);
  expect(await theme()).toBe('dark');

  const folder = `${application.folders.downloads}/keys`;
  await answerOpenDialog(application, folder);
  await page.getByRole('button', { name: 'Choose Folder…' }).click();
  await expect(page.getByText(folder)).toBeVisible();
  await page.getByLabel('Servers at the same time').fill('33');
  await expect(page.getByText('Enter a whole number from 1 to 32. Until then it stays 12.')).toBeVisible();
  await page.getByLabel('Servers at the same time').fill('04');
  await page.getByLabel('Servers at the same time').blur();
  await expect(page.getByLabel('Servers at the same time')).toHaveValue('4');

  await page.getByRole('button', { name: 'Check Keychain' }).click();
  await expect(page.getByText('The keychain keeps what it is given.')).toBeVisible();
  await page.getByRole('button', { name: 'Copy Diagnostics' }).click();
  await expect(page.getByText('The diagnostics are on the clipboard')).toBeVisible();

  await page.reload();
  await expect(page.getByLabel('Servers at the same time')).toHaveValue('4');
  await page.getByRole('button', { name: 'Use the System’s Folder' }).click();
  await page.getByRole('radio', { name: 'As the system' }).click();
  await expect
    .poll(async () => (await given.call('settings:get', {})).settings)
    .toMatchObject({
      theme: 'system',
      downloadsFolder: null,
      serversAtOnce: 4,
    });
});

test('a number typed faster than it is kept is the one that holds', async ({ ui, given }) => {
  await ui.show('Settings');
  const field = ui.page.getByLabel('Servers at the same time');
  const { serversAtOnce } = (await given.call('settings:get', {})).settings;
  await field.evaluate(
    (input: HTMLInputElement, texts) => {
      input.focus();
      for (const text of texts) {
        input.value = text;
        input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }
    },
    ['1', `${serversAtOnce}`],
  );
  await field.blur();
  await expect(field).toHaveValue(`${serversAtOnce}`);
  // Asked after what was typed: it is answered after that as well.
  expect((await given.call('settings:get', {})).settings.serversAtOnce).toBe(serversAtOnce);
  await expect(field).toHaveValue(`${serversAtOnce}`);
});

test('host keys that were accepted are forgotten, and asked about again', async ({
  ui,
  given,
  startServer,
}) => {
  const { page } = ui;
  const web = await startServer({ rootPassword: 'correct horse battery staple' });
  await given.addServer(web, 'web-1', byPassword('correct horse battery staple'));
  await ui.show('Settings');
  await expect(page.getByText(/^\d+ host keys were accepted|^One host key was accepted/)).toBeVisible();
  await page.getByRole('button', { name: 'Forget Host Keys…' }).click();
  await ui.button('Cancel').click();
  await page.getByRole('button', { name: 'Forget Host Keys…' }).click();
  await ui.button('Forget Host Keys').click();
  await expect(page.getByText('No host key is kept.')).toBeVisible();

  await ui.show('Servers');
  await ui.choose('web-1', 'Refresh Status');
  await expect(ui.dialog).toContainText(await web.hostKeyFingerprint());
});

test('nothing moves for whoever has asked the system for less motion', async ({ ui, given }) => {
  const { page } = ui;
  await given.createKeyPair('production');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await ui.choose('production', 'Attach Server');
  await expect(ui.dialog).toBeVisible();
  expect(await movements(page)).toEqual([]);
  await page.emulateMedia({ reducedMotion: null });
});
