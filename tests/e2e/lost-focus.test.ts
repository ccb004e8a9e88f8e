import type { Server } from '../../shared/model/server.ts';
import { byPassword, type Given } from './support/given.ts';
import { expect, test } from './support/test.ts';

async function addServers(given: Given, names: readonly string[]): Promise<void> {
  const { id: regionId } = await given.region();
  for (const [index, name] of names.entries())
    await given.call('servers:add', {
      ...{ regionId, name, host: '127.0.0.1', port: 1 + index, user: 'root' },
      ...{ logon: byPassword('x'), evenIfUnreachable: true },
    });
}

function remove(given: Given, { id: serverId }: Server): Promise<unknown> {
  return given.call('servers:remove', { serverId });
}

test('after a row is deleted by keyboard the one in its place has the focus, and at last the empty list', async ({
  ui,
  given,
}) => {
  for (const name of ['alpha', 'bravo', 'charlie']) await given.createKeyPair(name);
  const remove = async (name: string): Promise<void> => {
    await ui.choose(name, 'Delete');
    await ui.dialog.getByRole('textbox').fill(name);
    await ui.page.keyboard.press('Enter');
    await expect(ui.row(name)).toHaveCount(0);
  };
  await remove('bravo');
  await expect(ui.row('charlie')).toBeFocused();
  await remove('charlie');
  await expect(ui.row('alpha')).toBeFocused();
  await remove('alpha');
  await expect(ui.page.getByRole('main').locator(':focus')).toHaveRole('button');
});

test('a row that goes while its menu is open takes the menu along, and the focus stays in the table', async ({
  ui,
  given,
}) => {
  await addServers(given, ['alpha', 'bravo']);
  await ui.show('Servers');
  await ui.row('alpha').getByRole('button', { name: 'Actions for alpha' }).press('Enter');
  await ui.page.getByRole('menu').waitFor();
  await remove(given, await given.server('alpha'));
  await expect(ui.page.getByRole('menu')).toHaveCount(0);
  await expect(ui.row('bravo')).toBeFocused();
  await ui.page.keyboard.press('Enter');
  await expect(ui.page.getByRole('dialog', { name: 'bravo' })).toBeVisible();
});

test('whoever has put the focus nowhere is left alone when a row goes', async ({ ui, given }) => {
  await addServers(given, ['alpha', 'bravo']);
  await ui.show('Servers');
  await ui.row('alpha').focus();
  await ui.page.getByRole('heading', { level: 1 }).click();
  await remove(given, await given.server('alpha'));
  await expect(ui.row('alpha')).toHaveCount(0);
  await ui.page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
  });
  await expect(ui.page.locator(':focus')).toHaveCount(0);
});

test('a message keeps clear of the bar that says what is selected', async ({ ui, given }) => {
  await given.createKeyPair('alpha');
  await ui.choose('alpha', 'Copy Public Key');
  const message = ui.page.locator('[data-sonner-toast][data-visible="true"]');
  await message.waitFor();
  await message.hover();
  await ui.row('alpha').focus();
  await ui.page.keyboard.press('Space');
  const bar = ui.page.getByRole('toolbar', { name: '1 key pair selected' });
  await expect(bar).toBeVisible();
  await expect
    .poll(async () => {
      const [above, below] = [await message.boundingBox(), await bar.boundingBox()];
      return above !== null && below !== null && above.y + above.height <= below.y;
    })
    .toBe(true);
});
