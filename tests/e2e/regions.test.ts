import type { ConsolePage } from './support/console-page.ts';
import { openPractice, removePractice } from './support/practice.ts';
import { manageRegions, switcher } from './support/regions.ts';
import { expect, test } from './support/test.ts';

async function goTo(ui: ConsolePage, region: string): Promise<void> {
  await switcher(ui).click();
  await ui.page.getByRole('menuitemradio', { name: region }).click();
  await expect(switcher(ui)).toContainText(region);
}

test('a name is taken in one region alone, the menu leads from region to region, and an empty one is removed', async ({
  ui,
}) => {
  await ui.createKeyPair('same');
  await ui.close();
  await manageRegions(ui);
  await ui.button('New Region').click();
  await ui.dialog.getByLabel('Region Name').fill('Berlin');
  await ui.button('Create Region').click();
  await expect(switcher(ui)).toContainText('Berlin');
  await ui.createKeyPair('same');
  await ui.close();
  await ui.openCreate('same');
  await ui.button('Confirm').click();
  await expect(ui.dialog.getByLabel('Key Pair Name')).toHaveAccessibleDescription(/already|another/i);
  await ui.close();

  await goTo(ui, 'My servers');
  await expect(ui.row('same')).toHaveCount(1);
  await goTo(ui, 'Berlin');
  await ui.choose('same', 'Delete');
  await ui.dialog.getByRole('textbox').fill('same');
  await ui.button('Delete').click();
  await expect(ui.row('same')).toHaveCount(0);

  await manageRegions(ui);
  await ui.button('Remove Berlin').click();
  await ui.dialog.getByRole('button', { name: 'Remove Region' }).click();
  await expect(ui.page.getByRole('listitem').filter({ hasText: 'Berlin' })).toHaveCount(0);
  await expect(switcher(ui)).toContainText('My servers');
  await ui.button('Done').click();
  await expect(ui.row('same')).toBeVisible();
});

test('the practice region: renamed, full with ten key pairs, and found from another region', async ({
  ui,
  given,
  atEnd,
}) => {
  atEnd(() => removePractice(given));
  await openPractice(ui);
  await manageRegions(ui);
  await ui.button('Edit Practice').click();
  await expect(ui.dialog.getByLabel('Limit of Key Pairs')).toHaveCount(0);
  await ui.dialog.getByLabel('Region Name').fill('Playground');
  await ui.button('Save').click();
  await ui.button('Done').click();
  await expect(switcher(ui)).toContainText('Playground');

  const region = (await given.call('regions:list', {})).find(({ listsServers }) => listsServers);
  if (!region) throw new Error('no practice region');
  const spec = { type: 'rsa', bits: 2048 } as const;
  for (let number = 2; number <= 10; number += 1)
    await given.call('key-pairs:create', { regionId: region.id, name: `practised-${number}`, spec });
  await expect(ui.page.getByRole('main')).toContainText('This region has 10 key pairs, its limit.');
  const create = ui.page.getByRole('main').getByRole('button', { name: 'Create Key Pair' });
  await expect(create).toHaveAttribute('aria-disabled', 'true');

  await goTo(ui, 'My servers');
  await ui.page.keyboard.press('Control+k');
  await ui.page.getByRole('combobox').fill('practised-7');
  await ui.page.getByRole('option', { name: /^practised-7/ }).click();
  await expect(switcher(ui)).toContainText('Playground');
  await expect(ui.row('practised-7')).toBeFocused();
});
