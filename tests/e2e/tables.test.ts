import { expect, test } from './support/test.ts';
import { byPassword } from './support/given.ts';

const unreachable = { host: '127.0.0.1', evenIfUnreachable: true } as const;

test('several servers are selected by keyboard and removed after one question', async ({ ui, given }) => {
  const { id: regionId } = await given.region();
  for (const [index, name] of ['alpha', 'bravo', 'charlie'].entries())
    await given.call('servers:add', {
      ...{ ...unreachable, regionId, name, port: 1 + index, user: 'root', logon: byPassword('x') },
    });
  await ui.show('Servers');
  await ui.row('alpha').focus();
  await ui.page.keyboard.press('Shift+ArrowDown');
  const bar = ui.page.getByRole('toolbar', { name: '2 servers selected' });
  await expect(bar).toBeVisible();
  await ui.page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
  await ui.page.keyboard.press('Control+a');
  await expect(ui.page.getByRole('toolbar', { name: '3 servers selected' })).toBeVisible();
  await ui.row('charlie').getByRole('checkbox').click();

  await bar.getByRole('button', { name: 'Detach Key Pair' }).hover();
  await expect(bar.getByRole('button', { name: 'Detach Key Pair' })).toHaveAttribute('aria-disabled', 'true');
  await bar.getByRole('button', { name: 'Remove' }).click();
  await ui.button('Remove 2 servers').click();
  await expect(ui.page.getByText('2 servers removed from the list')).toBeVisible();
  expect((await given.servers()).map(({ name }) => name)).toEqual(['charlie']);
});

test('several key pairs are deleted once their region’s name is typed; a bound one stays and says why', async ({
  ui,
  given,
  startServer,
}) => {
  const rootPassword = 'correct horse battery staple';
  const server = await startServer({ rootPassword });
  const added = await given.addServer(server, 'web', byPassword(rootPassword));
  for (const name of ['one', 'two', 'used']) await given.createKeyPair(name);
  await given.bind(await given.keyPair('used'), added);
  await ui.show('Key Pairs');
  await ui.page.getByRole('checkbox', { name: 'Select all key pairs' }).click();
  await ui.page.getByRole('toolbar').getByRole('button', { name: 'Delete…' }).click();
  await expect(ui.dialog.getByRole('list', { name: '1 key pair will stay' })).toContainText('used');
  await expect(ui.button('Delete 2 key pairs')).toBeDisabled();
  // Two spaces that are seen as one.
  await given.call('regions:rename', { regionId: added.regionId, name: 'My  servers' });
  await ui.dialog.getByLabel('To confirm, type the region’s name: My servers').fill('My servers');
  await ui.button('Delete 2 key pairs').click();
  await expect(ui.page.getByText('2 key pairs deleted')).toBeVisible();
  expect((await given.keyPairs()).map(({ name }) => name)).toEqual(['used']);
  await given.unbind(await given.keyPair('used'), added);
});

test('the columns and the order of a table are as they were left, also after a new start', async ({
  ui,
  given,
  application,
}) => {
  await given.createKeyPair('one');
  await ui.page.getByRole('columnheader', { name: 'Created' }).getByRole('button').click();
  await ui.page.getByRole('button', { name: 'Choose columns' }).click();
  await ui.page.getByRole('menuitemcheckbox', { name: 'Fingerprint' }).click();
  await ui.page.getByRole('menuitemcheckbox', { name: 'Type' }).press('Space');
  await ui.page.keyboard.press('Escape');
  const headers = () => ui.page.getByRole('columnheader').allInnerTexts();
  const left = ['Name', 'Servers', 'Private key', 'Created', 'Actions'];
  await expect.poll(async () => (await headers()).filter(Boolean)).toEqual(left);

  await application.restart();
  const { page } = application;
  await expect(page.getByRole('columnheader', { name: 'Created' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(page.getByRole('columnheader', { name: 'Fingerprint' })).toBeHidden();
  await page.getByRole('button', { name: 'Choose columns' }).click();
  await page.getByRole('menuitem', { name: 'Show All Columns' }).click();
  await expect(page.getByRole('columnheader', { name: 'Fingerprint' })).toBeVisible();
});
