import type { Locator } from '@playwright/test';
import type { ConsolePage } from '../e2e/support/console-page.ts';

/** Waits for a text, anywhere. */
export function seen(ui: ConsolePage, text: string | RegExp): Promise<void> {
  return ui.page.getByText(text).filter({ visible: true }).first().waitFor();
}

export function toastOf(ui: ConsolePage, text: string): Promise<void> {
  return ui.page.locator('[data-sonner-toast][data-visible="true"]').filter({ hasText: text }).waitFor();
}

/** The menu of a row, open. */
export async function openMenu(ui: ConsolePage, rowName: string): Promise<Locator> {
  await ui
    .row(rowName)
    .getByRole('button', { name: /ctions for / })
    .click();
  const menu = ui.page.getByRole('menu');
  await menu.waitFor();
  return menu;
}

/** Enter on a row; ends with its details. */
export async function openRow(ui: ConsolePage, rowName: string): Promise<void> {
  await ui.row(rowName).focus();
  await ui.page.keyboard.press('Enter');
  await ui.page.getByRole('dialog', { name: rowName }).waitFor();
}

/** Goes to Servers and waits for the table. */
export async function showServers(ui: ConsolePage): Promise<void> {
  await ui.show('Servers');
  await ui.row('web-01').waitFor();
}

/** An action of a server's row; ends with its dialog. */
export async function onServer(ui: ConsolePage, name: string, action: string): Promise<void> {
  await showServers(ui);
  await ui.choose(name, action);
}

export async function onServerDialog(ui: ConsolePage, name: string, action: string): Promise<void> {
  await onServer(ui, name, action);
  await ui.dialog.waitFor();
}

/** An action for all servers: by its button, or from the menu that has them where there is no room for buttons. */
export async function onAllServers(ui: ConsolePage, action: string): Promise<void> {
  const main = ui.page.getByRole('main');
  const button = main.getByRole('button', { name: action, exact: true });
  const menu = main.getByRole('button', { name: 'More Actions', exact: true });
  await button.or(menu).waitFor();
  if ((await button.count()) > 0) {
    await button.click();
    return;
  }
  await menu.click();
  await ui.page.getByRole('menuitem', { name: action, exact: true }).click();
}

/** Ticks rows of the table that is shown. */
export async function selectRows(ui: ConsolePage, ...names: readonly string[]): Promise<void> {
  for (const name of names) await ui.page.getByRole('checkbox', { name: `Select ${name}` }).click();
}

/** An action of the selection bar. */
export async function onSelected(ui: ConsolePage, action: string): Promise<void> {
  await ui.page.getByRole('toolbar').getByRole('button', { name: action, exact: true }).click();
}
