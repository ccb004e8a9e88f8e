import { expect, test, type Locator } from '@playwright/test';
import { showServers } from '../scenes/ways.ts';
import { Stage } from '../scenes/stage.ts';
import type { ConsolePage } from './support/console-page.ts';

let stage: Stage;
let ui: ConsolePage;

test.beforeAll(async () => {
  stage = await Stage.open();
});

test.afterAll(async () => {
  await stage.close();
});

test.beforeEach(async () => {
  await stage.resize({ width: 1280, height: 1300 });
  ui = await stage.show({ name: 'row menu', shows: 'DataTable', open: showServers }, 'light');
});

function menu(): Locator {
  return ui.page.getByRole('menu');
}

async function items(): Promise<readonly string[]> {
  await expect(menu().getByRole('menuitem').first()).toBeVisible();
  return menu().getByRole('menuitem').allInnerTexts();
}

async function expectAt(x: number, y: number): Promise<void> {
  await expect
    .poll(async () => {
      const at = await menu().boundingBox();
      return at && Math.hypot(at.x - x, at.y - y);
    })
    .toBeLessThan(12);
}

async function behindButton(name: string): Promise<readonly string[]> {
  await ui
    .row(name)
    .getByRole('button', { name: /ctions for / })
    .click();
  const found = await items();
  await ui.page.keyboard.press('Escape');
  await expect(menu()).toHaveCount(0);
  return found;
}

test('a right click on a row opens its menu at the pointer', async () => {
  for (const [section, name] of [
    ['Servers', 'web-02'],
    ['Key Pairs', 'staging'],
  ] as const) {
    await ui.show(section);
    await ui.row(name).waitFor();
    const expected = await behindButton(name);
    const cell = ui.row(name).getByRole('gridcell').nth(3);
    const box = await cell.boundingBox();
    await cell.click({ button: 'right', position: { x: 10, y: 10 } });
    expect(await items()).toEqual(expected);
    await expect(menu()).toHaveAccessibleName(new RegExp(`ctions for ${name}$`));
    await expectAt((box?.x ?? 0) + 10, (box?.y ?? 0) + 10);
    await ui.page.keyboard.press('Escape');
    await expect(menu()).toHaveCount(0);
    await expect(ui.row(name)).toBeFocused();
  }
});

test('Shift and F10, and the key for menus, open it at the row, and the arrows go through it', async () => {
  for (const key of ['Shift+F10', 'ContextMenu']) {
    await ui.row('web-02').focus();
    await ui.page.keyboard.press(key);
    await expect(menu()).toHaveAccessibleName('Actions for web-02');
    await expect(menu().getByRole('menuitem').first()).toBeFocused();
    const row = await ui.row('web-02').boundingBox();
    await expectAt(row?.x ?? 0, (row?.y ?? 0) + (row?.height ?? 0));
    await ui.page.keyboard.press('Tab');
    await expect(menu()).toHaveCount(0);
    await expect(ui.row('web-02')).toBeFocused();
  }
  await ui.page.keyboard.press('Shift+F10');
  await expect(menu().getByRole('menuitem').first()).toBeFocused();
  await ui.page.keyboard.type('show');
  await ui.page.keyboard.press('Enter');
  await expect(ui.page.getByRole('dialog', { name: 'web-02' })).toBeVisible();
  await ui.page.keyboard.press('Escape');
  await expect(ui.row('web-02')).toBeFocused();
});

test('a second right click opens the menu of the row that it is on', async () => {
  await ui.row('web-01').click({ button: 'right' });
  await expect(menu()).toHaveAccessibleName('Actions for web-01');
  const box = await ui.row('web-03').boundingBox();
  const click = () => ui.page.mouse.click((box?.x ?? 0) + 80, (box?.y ?? 0) + 20, { button: 'right' });
  await click();
  await expect(menu()).toHaveAccessibleName('Actions for web-03');
  await ui.page.keyboard.press('Escape');
  await expect(menu()).toHaveCount(0);
  await expect(ui.row('web-03')).toBeFocused();
  await click();
  await ui.page.getByRole('heading', { name: 'Servers', level: 1 }).click({ button: 'right' });
  await expect(menu()).toHaveCount(0);
  await click();
  await menu().getByRole('menuitem', { name: 'SSH', exact: true }).click();
  await ui.page.getByRole('menuitem', { name: 'Copy ssh Command' }).click();
  await expect(ui.page.getByText(/clipboard/).first()).toBeVisible();
});

test('a menu that is longer than the room below the pointer moves up, and is seen whole', async () => {
  await stage.resize({ width: 800, height: 600 });
  ui = await stage.show({ name: 'row menu', shows: 'DataTable', open: showServers }, 'light');
  await ui.row('web-01').click({ button: 'right' });
  await expect(menu().getByRole('menuitem').first()).toBeInViewport({ ratio: 1 });
  await expect(menu().getByRole('menuitem', { name: 'Remove', exact: true })).toBeInViewport({ ratio: 1 });
});

test('selected text and text fields keep the menu of their own', async () => {
  const name = ui.row('web-02').locator('[data-column="name"] .name');
  await name.evaluate((element) => getSelection()?.selectAllChildren(element));
  await name.click({ button: 'right' });
  await ui.page.getByRole('searchbox').click({ button: 'right' });
  await expect(menu()).toHaveCount(0);
  await ui.row('web-01').click({ button: 'right' });
  await expect(menu()).toHaveAccessibleName('Actions for web-01');
});
