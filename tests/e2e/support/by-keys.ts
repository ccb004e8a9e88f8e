import type { Locator } from '@playwright/test';
import { effectCards, type ConsolePage, type EffectButton } from './console-page.ts';
import { expect } from './test.ts';

/** Presses Tab until something has the focus, as a person does who looks at the focus ring. */
export async function tabTo(ui: ConsolePage, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return;
    await ui.page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${target.toString()}`);
}

export async function press(ui: ConsolePage, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await ui.page.keyboard.press(key);
}

/** What has the focus can be seen to have it. */
export async function expectFocusRing(target: Locator): Promise<void> {
  await expect(target).toBeFocused();
  const isRinged = await target.evaluate((element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
  });
  expect(isRinged).toBe(true);
}

/** Tab leads to one row of a table, and the arrows to the others. */
async function toRow(ui: ConsolePage, rowName: string): Promise<void> {
  await tabTo(ui, ui.page.locator('[role="row"][tabindex="0"]'));
  await press(ui, 'Home');
  for (let presses = 0; presses < 20; presses += 1) {
    if (await ui.row(rowName).evaluate((element) => element === document.activeElement)) return;
    await press(ui, 'ArrowDown');
  }
  throw new Error(`the arrows do not lead to ${rowName}`);
}

/** Presses a button of a row. */
export async function pressInRow(ui: ConsolePage, rowName: string, button: string): Promise<void> {
  await toRow(ui, rowName);
  await tabTo(ui, ui.row(rowName).getByRole('button', { name: button, exact: true }));
  await press(ui, 'Enter');
}

/** Opens a row's menu and chooses from it. */
export async function chooseByKeys(ui: ConsolePage, rowName: string, action: string): Promise<void> {
  await toRow(ui, rowName);
  await tabTo(ui, ui.row(rowName).getByRole('button', { name: /ctions for / }));
  await press(ui, 'Enter');
  const item = ui.page.getByRole('menuitem', { name: action });
  await expect(item).toBeVisible();
  for (let presses = 0; presses < 20; presses += 1) {
    if (await item.evaluate((element) => element === document.activeElement)) break;
    await press(ui, 'ArrowDown');
  }
  await expect(item).toBeFocused();
  await press(ui, 'Enter');
}

/** Moves the server over in the chooser, confirms, and chooses when the change takes effect. */
export async function chooseServer(ui: ConsolePage, name: string, effect: EffectButton): Promise<void> {
  const card = ui.dialog.getByRole('radio', { name: effectCards[effect] });
  const list = ui.dialog.getByRole('listbox').first();
  const option = list.getByRole('option', { name: new RegExp(`^${name}`) });
  const id = await option.getAttribute('id');
  await tabTo(ui, list);
  await press(ui, 'Home');
  for (let presses = 0; presses < 20; presses += 1) {
    if ((await list.getAttribute('aria-activedescendant')) === id) break;
    await press(ui, 'ArrowDown');
  }
  await press(ui, ' ');
  await expect(option).toHaveAttribute('aria-selected', 'true');
  await press(ui, 'Enter');
  await tabTo(ui, ui.button('Confirm'));
  await press(ui, 'Enter');
  await tabTo(ui, card);
  await press(ui, 'ArrowDown', 'ArrowUp');
  await expect(card).toBeChecked();
  await tabTo(ui, ui.button(effect));
  await press(ui, 'Enter');
}

export async function closeResult(ui: ConsolePage, server: string): Promise<void> {
  expect(await ui.jobResult(server)).toBe('Done');
  await press(ui, 'Escape');
  await expect(ui.page.getByRole('dialog')).toHaveCount(0);
}
