import type { Locator } from '@playwright/test';
import { expect, test } from './support/test.ts';
import type { ConsolePage } from './support/console-page.ts';

/** What is left of 1280 x 800 at 200 % (WCAG 1.4.4), and the smallest size that is promised. */
const sizes = [
  { width: 640, height: 400 },
  { width: 800, height: 600 },
];

test.afterEach(async ({ application }) => {
  await application.page.setViewportSize({ width: 1280, height: 800 });
});

/** Brought into view, as by the keyboard, it can be seen (but for a part of a pixel) and hit. */
async function expectReachable(item: Locator): Promise<void> {
  await item.scrollIntoViewIfNeeded();
  await expect(item).toBeInViewport({ ratio: 0.95 });
  const isHit = await item.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });
  expect(isHit, await item.innerText()).toBe(true);
}

async function expectAllReachable(items: Locator): Promise<void> {
  const count = await items.count();
  expect(count).toBeGreaterThan(0);
  for (let index = 0; index < count; index += 1) await expectReachable(items.nth(index));
}

async function showPractice(ui: ConsolePage): Promise<void> {
  await ui.page.getByRole('button', { name: /^Try the Practice Region/ }).click();
  await ui.show('Servers');
  await ui.row('web-1').waitFor();
}

/** The first row, and the last one, which has to be scrolled to. */
async function expectMenusReachable(ui: ConsolePage): Promise<void> {
  const buttons = ui.page.getByRole('button', { name: /^Actions for / });
  for (const button of [buttons.first(), buttons.last()]) {
    await button.click();
    const items = ui.page.getByRole('menu').first().getByRole('menuitem');
    await items.first().waitFor();
    await expectAllReachable(items);
    await ui.page.getByRole('menuitem', { name: 'SSH', exact: true }).click();
    await expectAllReachable(ui.page.getByRole('menu', { name: 'SSH' }).getByRole('menuitem'));
    await expect(async () => {
      await ui.page.keyboard.press('Escape');
      await expect(ui.page.getByRole('menu')).toHaveCount(0, { timeout: 500 });
    }).toPass();
  }
}

test('every item of a row’s menu can be reached in a small window and at 200 %', async ({ ui }) => {
  test.slow();
  await showPractice(ui);
  for (const size of sizes) {
    await ui.page.setViewportSize(size);
    await expectMenusReachable(ui);
  }
});

test('what is over a list can be reached at the smallest size and 200 %', async ({ ui, given }) => {
  await given.createKeyPair('production');
  await ui.page.setViewportSize({ width: 400, height: 300 });
  const main = ui.page.getByRole('main');
  await ui.show('Activity');
  await ui.page.getByRole('row').nth(1).waitFor();
  // Two filters and two exports.
  const controls = main.locator('header button');
  await expect(controls).toHaveCount(4);
  await expectAllReachable(controls);
  await ui.show('Key Pairs');
  await expectAllReachable(main.getByRole('button', { name: 'Create Key Pair' }));
});
