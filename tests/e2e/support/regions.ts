import type { Locator } from '@playwright/test';
import type { ConsolePage } from './console-page.ts';

/** The button that names the region, and leads to the others. */
export const switcher = (ui: ConsolePage): Locator => ui.page.getByRole('button', { name: /^Region:/ });

export async function manageRegions(ui: ConsolePage): Promise<void> {
  await switcher(ui).click();
  await ui.page.getByRole('menuitem', { name: 'Manage Regions…' }).click();
  await ui.page.getByRole('dialog', { name: 'Regions' }).waitFor();
}
