import { listen } from './support/live-regions.ts';
import { movements } from './support/motion.ts';
import { noteNotifications } from './support/notifications.ts';
import { GivenPractice, openPractice, removePractice } from './support/practice.ts';
import { expect, test } from './support/test.ts';

test.beforeEach(async ({ ui, given, atEnd }) => {
  atEnd(() => removePractice(given));
  await openPractice(ui);
  await ui.createKeyPair('practised');
  await ui.close();
});

test('a job’s progress and its outcome are announced while its dialog is open', async ({ ui }) => {
  const heard = await listen(ui.page);
  await ui.attach('practised', ['web-1', 'unreliable'], 'Restart Now');
  await expect.poll(heard).toContain('0 of 2 servers finished');
  await expect.poll(async () => (await heard()).at(-1)).toBe('1 server done, 1 server failed');
});

test('a job left in the background is announced by its message', async ({ ui }) => {
  const heard = await listen(ui.page);
  await ui.attach('practised', ['web-1', 'web-2'], 'Restart Now');
  await ui.button('Continue in Background').click();
  await expect.poll(async () => (await heard()).join('\n')).toContain('Attached “practised”');
});

test('a job that ends while nobody looks is told on the desktop, and a click leads to its result', async ({
  ui,
  given,
  application,
}) => {
  const practice = await GivenPractice.of(given);
  const keyPair = await practice.createKeyPair('told');
  const desktop = await noteNotifications(application);
  await practice.bind(keyPair, ['web-1'], 'restart');
  await expect.poll(desktop.titles).toEqual(['Attached “told”']);
  await desktop.clickFirst();
  await expect(ui.dialog.getByRole('heading', { name: 'Attach key pair' })).toBeVisible();
  await expect(ui.dialog.getByText('web-1')).toBeVisible();
});

test('nothing moves for whoever asked for less motion: lists, chooser, progress, messages', async ({
  ui,
}) => {
  const { page } = ui;
  expect(await movements(page)).not.toEqual([]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await movements(page)).toEqual([]);
  await ui.choose('practised', 'Attach Server');
  expect(await movements(page)).toEqual([]);
  await ui.chooseServers(['web-1', 'web-2']);
  expect(await movements(page)).toEqual([]);
  await ui.chooseEffect('Restart Now');
  await ui.dialog.getByRole('progressbar').waitFor();
  expect(await movements(page)).toEqual([]);
  await ui.button('Continue in Background').click();
  await page.getByText('Attached “practised”').waitFor();
  expect(await movements(page)).toEqual([]);
  await page.emulateMedia({ reducedMotion: null });
});

test('light and dark follow the system while the window is open', async ({ ui }) => {
  const { page } = ui;
  const lightness = () =>
    page.evaluate(() => {
      const context = document.createElement('canvas').getContext('2d');
      if (!context) throw new Error('no canvas');
      context.fillStyle = getComputedStyle(document.body).backgroundColor;
      context.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
      return (red + green + blue) / (3 * 255);
    });
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(lightness).toBeGreaterThan(0.8);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(lightness).toBeLessThan(0.2);
  await page.emulateMedia({ colorScheme: null });
});
