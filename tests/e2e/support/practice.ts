import type { Locator } from '@playwright/test';
import type { ConsolePage } from './console-page.ts';
import type { Given } from './given.ts';
import { expect } from './test.ts';

/** Goes from the first start into the practice region. */
export async function openPractice(ui: ConsolePage): Promise<void> {
  await ui.page
    .getByRole('main')
    .getByRole('button', { name: /^Try the Practice Region/ })
    .click();
  await expect(ui.page.getByRole('button', { name: /^Region:/ })).toContainText('Practice');
  await ui.row('team-laptop').waitFor();
}

/** Takes the practice region away again, as soon as nothing is under way in it. */
export async function removePractice(given: Given): Promise<void> {
  for (const { id, listsServers } of await given.call('regions:list', {}))
    if (listsServers)
      await expect
        .poll(() => given.codeOf('regions:remove', { regionId: id }), { timeout: 30_000 })
        .toBe('done');
}

/** One of the two lists of the chooser. */
export function chooserList(ui: ConsolePage, name: 'Servers' | 'Attach to' | 'Detach from'): Locator {
  return ui.dialog.getByRole('listbox', { name, exact: true });
}

/** The names of the servers in a list, as they stand there. */
export async function namesIn(list: Locator): Promise<string[]> {
  return list.getByRole('option').locator('.label').allInnerTexts();
}

/** What the result of a job says about a server. */
export function resultRow(ui: ConsolePage, server: string): Locator {
  return ui.dialog
    .getByRole('list', { name: 'Result for each server' })
    .getByRole('listitem')
    .filter({ hasText: server });
}
