import type { Locator } from '@playwright/test';
import { violationsOn } from '../scenes/axe.ts';
import type { ConsolePage } from './support/console-page.ts';
import { openPractice } from './support/practice.ts';
import { manageRegions, switcher } from './support/regions.ts';
import { expect, test } from './support/test.ts';

const main = (ui: ConsolePage): Locator => ui.page.getByRole('main');

test.beforeEach(({ ui, given, atEnd }) => {
  atEnd(async () => {
    const [, ...others] = await given.call('regions:list', {});
    for (const { id, listsServers } of others) {
      if (listsServers)
        await expect.poll(() => given.codeOf('regions:remove', { regionId: id })).toBe('done');
      else await given.call('regions:remove', { regionId: id });
    }
  });
  expect(ui).toBeDefined();
});

test('from the first start to the end: the whole main job without a server of one’s own', async ({ ui }) => {
  test.slow();
  await openPractice(ui);
  await expect(ui.row('team-laptop')).toBeVisible();

  await ui.createKeyPair('practised');
  await ui.close();
  await ui.attach('practised', ['web-1', 'unreliable', 'backup'], 'Restart Now');
  expect(await ui.jobResult('web-1')).toBe('Done');
  expect(await ui.jobResult('backup')).toBe('Pending');
  expect(await ui.jobResult('unreliable')).toBe('Failed');
  await ui.dialog
    .getByRole('button', { name: /^Try .*again|^Retry/i })
    .first()
    .click();
  await expect.poll(() => ui.jobResult('unreliable'), { timeout: 30_000 }).toBe('Done');
  await ui.close();

  await ui.show('Servers');
  await expect(ui.cell('web-1', 'Key pair')).toHaveText('practised');
  await expect(ui.cell('web-1', 'Password logon')).toHaveText('Disabled');
  await expect(ui.cell('backup', 'Pending')).not.toBeEmpty();
  await expect(ui.cell('shop', 'Key pair')).toHaveText('team-laptop');

  // As on a real server: the last way in goes only when told so.
  await ui.detach('practised', ['web-1'], 'Postpone Restart');
  expect(await ui.jobResult('web-1')).toBe('Failed');
  await ui.button('Detach Anyway…').click();
  await ui.dialog.getByRole('textbox').fill('practised');
  await ui.button('Detach Anyway').click();
  // The result of the first attempt may still be there for a moment.
  await expect.poll(() => ui.jobResult('web-1')).toBe('Pending');
  await ui.close();
  await ui.show('Servers');
  await expect(ui.cell('web-1', 'Pending')).not.toBeEmpty();
});

test('a practice region whose servers were all removed offers to add none', async ({ ui, given }) => {
  await openPractice(ui);
  await ui.createKeyPair('practised');
  await ui.close();
  await ui.show('Servers');
  await ui.choose('web-1', 'Edit');
  const field = (name: string): Locator => ui.dialog.getByRole('textbox', { name });
  for (const name of ['Host', 'Port', 'User']) await expect(field(name)).toBeDisabled();
  await expect(field('Name')).toBeFocused();
  await ui.button('Cancel').click();

  const [, practice] = await given.call('regions:list', {});
  if (!practice) throw new Error('no practice region');
  for (const { id } of await given.call('servers:list', { regionId: practice.id }))
    await given.call('servers:remove', { serverId: id });
  await expect(main(ui)).toContainText('No servers are left');
  for (const name of [/^Add Server/, /^Import from/])
    await expect(main(ui).getByRole('button', { name })).toHaveCount(0);
  await ui.show('Key Pairs');
  await ui.row('practised').getByRole('button', { name: 'Attach Server', exact: true }).click();
  await expect(ui.dialog).toContainText('No servers are left');
  await expect(ui.dialog.getByRole('button', { name: 'Add Server' })).toHaveCount(0);
});

test('the practice region is removed with all that is in it, and can be had again', async ({ ui, given }) => {
  await openPractice(ui);
  await manageRegions(ui);
  await ui.button('Remove Practice').click();
  await ui.dialog.getByRole('button', { name: 'Remove Region' }).click();
  await expect(ui.page.getByRole('listitem').filter({ hasText: 'Practice' })).toHaveCount(0);
  await expect(switcher(ui)).toContainText('My servers');
  expect(await given.call('regions:list', {})).toHaveLength(1);
  await ui.button('Add Practice Region').click();
  await expect(ui.page.getByRole('dialog')).toHaveCount(0);
  await expect(switcher(ui)).toContainText('Practice');
});

test('a region of own servers: made, limited, renamed, refused while it is not empty', async ({
  ui,
  given,
}) => {
  await manageRegions(ui);
  await ui.button('New Region').click();
  await ui.dialog.getByLabel('Region Name').fill('my SERVERS');
  await expect(ui.dialog).toContainText('Another region has this name.');
  await ui.dialog.getByLabel('Region Name').fill('Berlin');
  await ui.button('Create Region').click();
  await expect(ui.page.getByText('Region “Berlin” created. You are in it now.')).toBeVisible();
  await expect(ui.page.getByRole('dialog')).toHaveCount(0);
  await expect(switcher(ui)).toContainText('Berlin');
  await manageRegions(ui);
  await ui.button('Edit Berlin').click();
  await ui.dialog.getByLabel('Region Name').fill('Hamburg');
  await ui.dialog.getByLabel('Limit of Key Pairs').fill('1');
  await ui.button('Save').click();
  await expect(ui.dialog).toContainText('up to 1 key pair');
  // Not on a button that would do something else at the next Enter.
  await expect(ui.button('Edit Hamburg')).toBeFocused();
  await ui.button('Done').click();

  await expect(switcher(ui)).toContainText('Hamburg');
  await ui.createKeyPair('only-one');
  await ui.close();
  await expect(main(ui)).toContainText(/1 of 1|limit/i);
  await manageRegions(ui);
  await ui.button('Remove Hamburg').click();
  await ui.dialog.getByRole('button', { name: 'Remove Region' }).click();
  await expect(ui.dialog).toContainText('This region is not empty: it has 1 key pair.');
  await ui.button('Cancel').click();
  await expect(ui.button('Remove Hamburg')).toBeFocused();
  const [, hamburg] = await given.call('regions:list', {});
  const [keyPair] = await given.call('key-pairs:list', {
    regionId: hamburg?.id ?? (await given.region()).id,
  });
  if (keyPair) await given.call('key-pairs:delete', { keyPairId: keyPair.id });
});

test('switcher, dialogs and first choices are accessible in both themes', async ({ ui }) => {
  for (const [colorScheme, which] of [
    ['light', 'all'],
    ['dark', 'colours'],
  ] as const) {
    const violations = () => violationsOn(ui.page, which);
    await ui.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await violations()).toEqual([]);
    await switcher(ui).click();
    await expect(ui.page.getByRole('menuitemradio', { name: 'My servers' })).toBeChecked();
    expect(await violations()).toEqual([]);
    await ui.page.getByRole('menuitem', { name: 'Manage Regions…' }).click();
    await ui.page.getByRole('dialog', { name: 'Regions' }).waitFor();
    expect(await violations()).toEqual([]);
    await ui.button('New Region').click();
    await ui.page.getByRole('dialog', { name: 'New Region' }).waitFor();
    expect(await violations()).toEqual([]);
    await ui.button('Cancel').click();
    await ui.button('Done').click();
  }
});
