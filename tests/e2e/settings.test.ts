import { answerOpenDialog } from './support/native-dialogs.ts';
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
  await expect(page.getByText('Enter a whole number from 1 to 32.')).toBeVisible();
  await page.getByLabel('Servers at the same time').fill('4');

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
