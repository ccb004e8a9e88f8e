import { expect, test } from '@playwright/test';
import { onServer, onServerDialog } from '../scenes/ways.ts';
import { Stage } from '../scenes/stage.ts';
import type { ConsolePage } from './support/console-page.ts';

let stage: Stage;
let said: string[];

test.beforeAll(async () => {
  stage = await Stage.open();
  stage.page.on('console', (message) => {
    if (['warning', 'error'].includes(message.type())) said.push(message.text());
  });
});

test.afterAll(async () => {
  await stage.close();
});

test.beforeEach(() => {
  said = [];
});

test.afterEach(() => {
  expect(said).toEqual([]);
});

function show(open: (ui: ConsolePage) => Promise<void>): Promise<ConsolePage> {
  return stage.show({ name: 'console', shows: 'ConfirmDialog', open }, 'light');
}

test('the last key of a server is removed without a warning, and its question stays until it is done', async () => {
  const ui = await show((page) => onServerDialog(page, 'web-01', 'Authorized Keys'));
  const titles = (): Promise<string[]> => ui.page.getByRole('dialog').getByRole('heading').allInnerTexts();
  await ui.dialog.getByRole('button', { name: /^Remove key-pair-1/ }).click();
  await ui.button('Remove Key').click();
  const question = 'Remove it although there may be no other way in?';
  await expect.poll(titles).toContain(question);
  await ui.dialog.getByRole('textbox').fill('web-01');
  await ui.page.evaluate(() => {
    const seen: string[] = [];
    new MutationObserver(() => {
      const title = [...document.querySelectorAll('[role="dialog"] h2')].at(-1)?.textContent ?? '';
      if (seen.at(-1) !== title) seen.push(title);
    }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
    Reflect.set(globalThis, 'seen', seen);
  });
  await ui.button('Remove Anyway').click();
  await expect(ui.page.getByRole('dialog')).toHaveCount(1);
  await expect(ui.page.getByText('The key was removed')).toBeVisible();
  const shown = await ui.page.evaluate(() => Reflect.get(globalThis, 'seen') as string[]);
  expect(shown).not.toContain('Remove this key?');
});

test('a key and a server are removed without a warning', async () => {
  const ui = await show((page) => onServerDialog(page, 'web-02', 'Authorized Keys'));
  await ui.dialog.getByRole('button', { name: /^Remove admin@bastion/ }).click();
  await ui.button('Remove Key').click();
  await expect(ui.page.getByRole('dialog')).toHaveCount(1);
  await ui.close();
  await onServer(ui, 'build', 'Remove');
  await ui.dialog.getByRole('button', { name: 'Remove', exact: false }).last().click();
  await expect(ui.row('build')).toHaveCount(0);
});
