import type { Locator } from '@playwright/test';
import type { Application } from './support/application.ts';
import type { ConsolePage } from './support/console-page.ts';
import { GivenPractice, openPractice, removePractice } from './support/practice.ts';
import { expect, test } from './support/test.ts';

const everyServer = ['backup', 'office', 'shop', 'staging', 'unreliable', 'web-1', 'web-2'];

test.beforeEach(async ({ ui, given, atEnd }) => {
  atEnd(() => removePractice(given));
  await openPractice(ui);
});

function main(ui: ConsolePage): Locator {
  return ui.page.getByRole('main');
}

function bar(ui: ConsolePage, count: string): Locator {
  return ui.page.getByRole('toolbar', { name: `${count} selected` });
}

/** The rows' names, in the order in which they stand. */
function names(ui: ConsolePage): Promise<string[]> {
  return ui.page.getByRole('grid').locator('[data-column="name"]').allInnerTexts();
}

async function sortBy(ui: ConsolePage, column: string, direction: 'ascending' | 'descending'): Promise<void> {
  const header = ui.page.getByRole('columnheader', { name: column });
  await header.getByRole('button').click();
  await expect(header).toHaveAttribute('aria-sort', direction);
}

test('servers are sorted by a column, both ways, and filtered by what a row says', async ({ ui }) => {
  await ui.show('Servers');
  await expect.poll(() => names(ui)).toEqual(everyServer);
  await sortBy(ui, 'Name', 'descending');
  await expect.poll(() => names(ui)).toEqual(everyServer.toReversed());
  await sortBy(ui, 'Status', 'ascending');
  await expect.poll(async () => (await names(ui)).slice(-2).toSorted()).toEqual(['backup', 'staging']);
  await sortBy(ui, 'Name', 'ascending');

  const filter = ui.page.getByRole('searchbox', { name: 'Filter servers' });
  for (const [text, found] of [
    ['ubuntu', ['shop', 'staging', 'web-2']],
    ['UBUNTU web', ['web-2']],
    ['192.0.2.51', ['office']],
    ['stopped', ['backup']],
    ['team-laptop', ['shop']],
  ] as const) {
    await filter.fill(text);
    await expect.poll(() => names(ui)).toEqual(found);
  }
  await filter.fill('nothing is named so');
  await expect(ui.page.getByText('No server matches')).toBeVisible();
  await ui.page.getByRole('button', { name: 'Clear Filter' }).click();
  await expect(ui.row('web-1')).toBeVisible();
  await expect(ui.page.getByRole('searchbox', { name: 'Filter servers' })).toBeFocused();
  await filter.fill('');
  await expect.poll(() => names(ui)).toEqual(everyServer);
});

test('columns are hidden and shown again; the first one always stays', async ({ ui }) => {
  await ui.show('Servers');
  const menu = ui.page.getByRole('button', { name: 'Choose columns' });
  await menu.click();
  await expect(ui.page.getByRole('menuitemcheckbox', { name: 'Name', exact: true })).toHaveCount(0);
  await ui.page.getByRole('menuitemcheckbox', { name: 'OS' }).click();
  await ui.page.keyboard.press('Escape');
  await expect(ui.page.getByRole('columnheader', { name: 'OS', exact: true })).toHaveCount(0);
  await expect(ui.page.getByRole('columnheader', { name: 'Status' })).toBeVisible();
  await menu.click();
  await ui.page.getByRole('menuitem', { name: 'Show All Columns' }).click();
  await expect(ui.page.getByRole('columnheader', { name: 'OS', exact: true })).toBeVisible();
});

test('rows are selected with the keyboard alone, and those that the filter hides are not', async ({ ui }) => {
  await ui.show('Servers');
  await ui.row('backup').focus();
  const press = (key: string) => ui.page.keyboard.press(key);
  await press('Space');
  await expect(bar(ui, '1 server')).toBeVisible();
  await expect(ui.row('backup')).toHaveAttribute('aria-selected', 'true');
  await press('ArrowDown');
  await press('ArrowDown');
  await press('Space');
  await expect(bar(ui, '2 servers')).toBeVisible();
  await press('Shift+ArrowDown');
  await press('Shift+ArrowDown');
  await expect(bar(ui, '4 servers')).toBeVisible();
  await expect(ui.row('unreliable')).toBeFocused();
  await expect(ui.row('office')).toHaveAttribute('aria-selected', 'false');
  await press('Space');
  await expect(bar(ui, '3 servers')).toBeVisible();
  await ui.page.getByRole('searchbox', { name: 'Filter servers' }).fill('shop');
  await expect(bar(ui, '1 server')).toBeVisible();
  await ui.page.getByRole('searchbox', { name: 'Filter servers' }).fill('');
  await ui.row('shop').focus();
  await press('Escape');
  await expect(ui.page.getByRole('toolbar')).toHaveCount(0);
});

test('a key pair is attached to all that are selected; who is left out and what is replaced is named', async ({
  ui,
  given,
}) => {
  await (await GivenPractice.of(given)).createKeyPair('practised');
  await ui.show('Servers');
  for (const name of ['office', 'shop', 'web-1', 'web-2']) await ui.row(name).getByRole('checkbox').click();
  await bar(ui, '4 servers').getByRole('button', { name: 'Attach Key Pair' }).click();
  await expect(ui.dialog.getByRole('heading', { name: 'Attach a key pair to 3 servers' })).toBeVisible();
  await expect(ui.dialog.getByLabel('Key Pair', { exact: true })).toBeFocused();
  const skipped = ui.dialog.getByRole('list', { name: /^1 server will be left/ });
  await expect(skipped).toContainText('office Only servers that run Linux support SSH key pairs.');
  await ui.dialog.getByLabel('Key Pair', { exact: true }).click();
  await ui.page.getByRole('option', { name: /^practised/ }).click();
  await expect(ui.dialog).toContainText('shop: “team-laptop” no longer opens it');
  await ui.chooseEffect('Postpone Restart');
  for (const name of ['shop', 'web-1', 'web-2']) expect(await ui.jobResult(name)).toBe('Pending');
  await ui.close();
  for (const name of ['shop', 'web-1', 'web-2']) await expect(ui.cell(name, 'Pending')).toHaveText('Attach');

  await bar(ui, '4 servers').getByRole('button', { name: 'Clear the selection' }).click();
  await ui.row('web-1').getByRole('checkbox').click();
  await ui.row('web-2').getByRole('checkbox').click();
  await bar(ui, '2 servers').getByRole('button', { name: 'Restart or Finish Pending' }).click();
  await expect(ui.dialog.getByRole('heading', { name: 'Restart 2 servers' })).toBeVisible();
  await expect(ui.dialog).toContainText('What is pending on 2 servers takes effect with it.');
  await ui.button('Restart Now').click();
  for (const name of ['web-1', 'web-2']) expect(await ui.jobResult(name)).toBe('Done');
  await ui.close();
  await expect(ui.cell('web-1', 'Pending')).toBeEmpty();
  await expect(ui.cell('shop', 'Pending')).toHaveText('Attach');
});

/** Chooses from the native menu. */
function chooseNative({ electron }: Application, id: string): Promise<void> {
  return electron.evaluate(({ Menu }, wanted) => {
    Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click();
  }, id);
}

test('Add Server is refused in words: the practice region has its own', async ({ ui, application }) => {
  const refusal = 'This region lists its servers by itself.';
  await ui.show('Servers');
  await expect(ui.row('web-1')).toBeVisible();
  await expect(main(ui).getByRole('button', { name: 'Add Server' })).toHaveCount(0);
  await chooseNative(application, 'add-server');
  await expect(ui.page.getByText(refusal)).toBeVisible();
  await expect(ui.page.getByRole('dialog')).toHaveCount(0);

  for (const name of ['Add Server', 'Import from SSH Config']) {
    await ui.page.keyboard.press('Control+k');
    await ui.page.getByRole('combobox', { name: 'Search everything' }).fill(name);
    const option = ui.page.getByRole('option', { name: new RegExp(`^${name}`) }).first();
    await expect(option).toContainText(refusal);
    await expect(option).toHaveAttribute('aria-disabled', 'true');
    await ui.page.keyboard.press('Enter');
    await expect(ui.page.getByRole('dialog', { name })).toHaveCount(0);
    await ui.page.keyboard.press('Escape');
    await expect(ui.page.getByRole('dialog')).toHaveCount(0);
  }
});
