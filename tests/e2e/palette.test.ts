import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { byPassword } from './support/given.ts';
import { answerSaveDialog } from './support/native-dialogs.ts';
import { expect, test } from './support/test.ts';

test('everything is found with one key, also in another region, and what can be done with it', async ({
  ui,
  given,
}) => {
  await given.createKeyPair('production');
  const { id: regionId } = await given.call('regions:create', { name: 'Lab', provider: 'ssh' });
  const server = await given.call('servers:add', {
    ...{ regionId, name: 'lab-1', host: '127.0.0.1', port: 9, user: 'root', logon: byPassword('x') },
    evenIfUnreachable: true,
  });
  const { page } = ui;
  const field = page.getByRole('combobox', { name: 'Search everything' });

  await page.keyboard.press('Control+k');
  await field.fill('lab-1');
  await expect(page.getByRole('option', { name: /^lab-1/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(ui.row('lab-1')).toBeFocused();
  await expect(page.getByRole('button', { name: /Lab$/ })).toBeVisible();

  await page.getByRole('button', { name: 'Search or run an action' }).click();
  await field.fill('produc');
  await page.keyboard.press('Tab');
  await expect(field).toHaveValue('');
  await field.fill('copy public');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The public key of production is on the clipboard')).toBeVisible();
  await expect(ui.row('production')).toBeVisible();

  await page.keyboard.press('Control+k');
  await field.fill('detach');
  await field.fill('attach ser');
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('');
  await expect(page.getByRole('option')).toHaveText([/^\s*production/]);
  await page.keyboard.press('Enter');
  await expect(ui.dialog.getByRole('heading', { name: 'Attach Server' })).toBeVisible();
  await expect(ui.dialog).toContainText('production');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.keyboard.press('Control+k');
  await field.fill('produc attach');
  await expect(page.getByRole('option')).toHaveText([/^\s*Attach Server: production/]);
  await page.keyboard.press('Enter');
  await expect(ui.dialog.getByRole('heading', { name: 'Attach Server' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.keyboard.press('Control+k');
  await field.fill('theme dark');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
  await given.call('settings:set', { theme: 'system' });

  await page.keyboard.press('Control+k');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await given.call('servers:remove', { serverId: server.id });
  await given.call('regions:remove', { regionId });
});

test('the palette has what the native menu has, and each leads where it says', async ({
  ui,
  application,
}) => {
  const { page } = ui;
  const field = page.getByRole('combobox', { name: 'Search everything' });
  const choose = async (name: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await field.fill(name);
    await expect(page.getByRole('option', { name: new RegExp(`^${name}`) })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await page.keyboard.press('Enter');
  };

  await choose('New Region');
  await expect(page.getByRole('dialog', { name: 'New Region' })).toBeVisible();
  await page.keyboard.press('Escape');
  // Not on to the list of regions, from which it was not opened.
  await expect(page.getByRole('dialog')).toBeHidden();

  await choose('Copy Diagnostics');
  await expect(page.getByText('The diagnostics are on the clipboard')).toBeVisible();

  const path = join(application.folders.home, 'activity.csv');
  await answerSaveDialog(application, path);
  await choose('Export Activity as CSV');
  await expect(page.getByRole('heading', { name: 'Activity', level: 1 })).toBeVisible();
  await expect(page.getByText(`exported to ${path}`)).toBeVisible();
  expect(await readFile(path, 'utf8')).toMatch(/^\uFEFF?started_at,/);

  await choose('Filter the List');
  await expect(page.getByRole('searchbox', { name: 'Filter activity' })).toBeFocused();
});

test('the native menu leads to sections and dialogs, and is greyed out beside an open dialog', async ({
  ui,
  application,
}) => {
  const choose = (id: string) =>
    application.electron.evaluate(({ Menu }, wanted) => {
      Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click();
    }, id);
  const isEnabled = (id: string) =>
    application.electron.evaluate(
      ({ Menu }, asked) => Menu.getApplicationMenu()?.getMenuItemById(asked)?.enabled,
      id,
    );
  const { page } = ui;
  await expect.poll(() => isEnabled('show-servers')).toBe(true);
  await choose('show-servers');
  await expect(page.getByRole('heading', { name: 'Servers', level: 1 })).toBeVisible();
  await choose('add-server');
  await expect(page.getByRole('dialog', { name: 'Add Server' })).toBeVisible();
  await expect.poll(() => isEnabled('show-activity')).toBe(false);
  await expect.poll(() => isEnabled('copy-diagnostics')).toBe(false);
  // The keys of a menu that is not drawn reach the page.
  await page.keyboard.press('Control+3');
  await choose('show-activity');
  await choose('new-key-pair');
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Servers', level: 1 })).toBeVisible();
  await expect.poll(() => isEnabled('show-activity')).toBe(true);
  await choose('import-key-pair');
  await expect(ui.dialog.getByLabel('Public Key Content')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await choose('filter-list');
  await expect(page.getByRole('searchbox', { name: 'Filter key pairs' })).toBeFocused();
  await page.keyboard.press('Control+k');
  await expect.poll(() => isEnabled('search-everything')).toBe(false);
  await page.keyboard.press('Escape');
  await expect.poll(() => isEnabled('search-everything')).toBe(true);
  await page.keyboard.press('Control+,');
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
});
