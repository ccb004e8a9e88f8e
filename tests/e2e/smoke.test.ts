import { expect, test } from '@playwright/test';
import { startApplication, type Application } from './support/application.ts';

let application: Application;

test.beforeEach(async () => {
  application = await startApplication();
});

test.afterEach(async () => {
  await application.stop();
});

test('the application opens its window, on its own scheme and its own folders', async () => {
  const { electron, page, folders } = application;
  await expect(page).toHaveTitle(/Latchkey/);
  await expect(page.getByRole('heading', { name: 'Key Pairs' })).toBeVisible();
  const main = await electron.evaluate(({ app, BrowserWindow }) => ({
    urls: BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()),
    userData: app.getPath('userData'),
    downloads: app.getPath('downloads'),
    isPackaged: app.isPackaged,
  }));
  expect(main).toEqual({
    urls: ['latchkey://app/index.html'],
    userData: folders.userData,
    downloads: folders.downloads,
    isPackaged: false,
  });
});

test('a restart finds the same window again', async () => {
  await application.restart();
  await expect(application.page.getByRole('heading', { name: 'Key Pairs' })).toBeVisible();
});
