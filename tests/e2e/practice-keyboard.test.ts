import { violationsOn } from '../scenes/axe.ts';
import { chooseByKeys, chooseServer, closeResult, press, pressInRow, tabTo } from './support/by-keys.ts';
import { openPractice, removePractice } from './support/practice.ts';
import { expect, test } from './support/test.ts';

test.beforeEach(async ({ ui, given, atEnd }) => {
  atEnd(() => removePractice(given));
  await openPractice(ui);
});

test('the main job is done in the practice region without a mouse, on screens that axe finds nothing on', async ({
  ui,
}) => {
  test.slow();
  const isAccessible = async (): Promise<void> => expect(await violationsOn(ui.page, 'all')).toEqual([]);
  await isAccessible();
  await tabTo(ui, ui.page.getByRole('main').getByRole('button', { name: 'Create Key Pair' }));
  await press(ui, 'Enter');
  await expect(ui.dialog.getByLabel('Key Pair Name')).toBeFocused();
  await ui.page.keyboard.type('practised');
  await isAccessible();
  await press(ui, 'Enter');
  await ui.dialog.getByText('The private key was saved').waitFor();
  await tabTo(ui, ui.button('Done'));
  await press(ui, 'Enter');
  await expect(ui.page.getByRole('dialog')).toHaveCount(0);

  await pressInRow(ui, 'practised', 'Attach Server');
  await isAccessible();
  await chooseServer(ui, 'web-1', 'Restart Now');
  await expect(ui.dialog.getByRole('list', { name: 'Result for each server' })).toBeVisible();
  await isAccessible();
  await closeResult(ui, 'web-1');

  await tabTo(ui, ui.page.getByRole('navigation').getByRole('button', { name: 'Servers' }));
  await press(ui, 'Enter');
  await isAccessible();
  await chooseByKeys(ui, 'web-1', 'Re-enable Password Logon');
  await isAccessible();
  await tabTo(ui, ui.button('Re-enable Password Logon'));
  await press(ui, 'Enter');
  await closeResult(ui, 'web-1');
  await expect(ui.cell('web-1', 'Password logon')).toHaveText('Enabled');

  await tabTo(ui, ui.page.getByRole('navigation').getByRole('button', { name: 'Key Pairs' }));
  await press(ui, 'Enter');
  await pressInRow(ui, 'practised', 'Detach Server');
  await chooseServer(ui, 'web-1', 'Restart Now');
  await closeResult(ui, 'web-1');
  await chooseByKeys(ui, 'practised', 'Delete');
  await tabTo(ui, ui.dialog.getByRole('textbox'));
  await ui.page.keyboard.type('practised');
  await press(ui, 'Enter');
  await expect(ui.row('practised')).toHaveCount(0);
});

test('what leads out of Latchkey says why it can’t, and the region’s limit is its own', async ({ ui }) => {
  await ui.show('Servers');
  await ui
    .row('web-1')
    .getByRole('button', { name: /ctions for / })
    .click();
  await ui.page.getByRole('menuitem', { name: 'SSH', exact: true }).click();
  for (const name of [/^Open in Terminal/, /^Copy ssh Command/, /^Write SSH Config/]) {
    const item = ui.page.getByRole('menuitem', { name });
    await expect(item).toHaveAttribute('aria-disabled', 'true');
    await expect(item).toContainText('Practice servers can’t be reached from outside Latchkey.');
  }
  await press(ui, 'Escape', 'Escape');
  await ui.show('Settings');
  await expect(ui.page.getByLabel(/My servers/)).toBeVisible();
  await expect(ui.page.getByLabel(/Practice/)).toHaveCount(0);
});
