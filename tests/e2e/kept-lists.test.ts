import { expect, test } from '@playwright/test';
import { selectRows, showServers } from '../scenes/ways.ts';
import { Stage } from '../scenes/stage.ts';

let stage: Stage;

test.beforeAll(async () => {
  stage = await Stage.open();
});

test.afterAll(async () => {
  await stage.close();
});

test('filter, order and selection are there again after a look at another section', async () => {
  const ui = await stage.show({ name: 'kept lists', shows: 'DataTable', open: showServers }, 'light');
  const { page } = ui;
  const filter = (name: string) => page.getByRole('searchbox', { name });
  const header = page.getByRole('columnheader', { name: 'Name' });
  await filter('Filter servers').fill('web');
  await header.getByRole('button').click();
  await expect(header).toHaveAttribute('aria-sort', 'descending');
  await selectRows(ui, 'web-01', 'web-02');

  await ui.show('Key Pairs');
  await expect(filter('Filter key pairs')).toHaveValue('');
  await filter('Filter key pairs').fill('a');
  await ui.show('Activity');
  await expect(filter('Filter activity')).toHaveValue('');
  const kind = page.getByLabel('Action', { exact: true });
  await kind.click();
  await page.getByRole('option', { name: 'Attach key pair' }).click();
  await ui.show('Settings');
  await ui.show('Activity');
  await expect(kind).toHaveText('Attach key pair');

  await ui.show('Servers');
  await expect(filter('Filter servers')).toHaveValue('web');
  await expect(header).toHaveAttribute('aria-sort', 'descending');
  await expect(page.getByRole('toolbar', { name: '2 servers selected' })).toBeVisible();
  await expect(ui.row('web-01')).toHaveAttribute('aria-selected', 'true');
  await ui.show('Key Pairs');
  await expect(filter('Filter key pairs')).toHaveValue('a');
});
