import { expect, test } from '@playwright/test';
import { onSelected, selectRows, showServers } from '../scenes/ways.ts';
import type { ConsolePage } from './support/console-page.ts';
import { listen } from './support/live-regions.ts';
import type { FakeState } from '../support/fake-bridge.ts';
import { Stage } from '../scenes/stage.ts';

let stage: Stage;

test.beforeAll(async () => {
  stage = await Stage.open();
});

test.afterAll(async () => {
  await stage.close();
});

const show = (state: FakeState): Promise<ConsolePage> =>
  stage.show({ name: 'announcements', shows: 'JobProgress', state, open: showServers }, 'light');

async function checkTwo(ui: ConsolePage): Promise<void> {
  await selectRows(ui, 'web-01', 'web-02');
  await onSelected(ui, 'Refresh Status');
  await ui.page.getByRole('dialog').waitFor();
}

test('what is selected, a job’s progress and its outcome are announced, each once', async () => {
  const ui = await show({ stepMs: 400 });
  const heard = await listen(ui.page);
  await checkTwo(ui);
  await expect.poll(heard).toContain('2 servers selected');
  await expect.poll(heard).toContain('0 of 2 servers finished');
  await expect.poll(async () => (await heard()).at(-1)).toBe('2 servers done');
  const all = await heard();
  expect(all.filter((text, index) => all.indexOf(text) !== index)).toEqual([]);
});

test('that a server failed is announced too', async () => {
  const failures = { 'web-02': { code: 'server-unreachable', details: {}, step: 'connect' } } as const;
  const ui = await show({ stepMs: 100, failures });
  const heard = await listen(ui.page);
  await checkTwo(ui);
  await expect.poll(async () => (await heard()).at(-1)).toMatch(/1 server failed$/);
});

test('the outcome of a job in the background is announced by its message', async () => {
  const ui = await show({ stepMs: 400 });
  const heard = await listen(ui.page);
  await checkTwo(ui);
  await ui.button('Continue in Background').click();
  await expect.poll(async () => (await heard()).join('\n')).toContain('The servers were read anew');
});

test('that something is on the clipboard is announced', async () => {
  const ui = await show({});
  const heard = await listen(ui.page);
  await ui.choose('web-01', 'Copy ssh Command');
  await expect.poll(async () => (await heard()).join('\n')).toContain('clipboard');
});

test('how many the filter leaves is said beside the title, and announced once', async () => {
  const ui = await show({});
  const all = await ui.page
    .getByRole('grid')
    .getByRole('checkbox', { name: /^Select (?!all)/ })
    .count();
  const heard = await listen(ui.page);
  for (const [section, filter, word, name] of [
    ['Servers', 'Filter servers', 'web-01', `1 of ${all} servers`],
    ['Key Pairs', 'Filter key pairs', 'nothing is called so', /^0 of \d key pairs$/],
  ] as const) {
    await ui.show(section);
    const field = ui.page.getByRole('searchbox', { name: filter });
    await field.fill(word);
    await expect(ui.page.locator('header .fact').filter({ visible: true })).toHaveText(name);
    await expect.poll(async () => (await heard()).filter((text) => text.match(name))).toHaveLength(1);
    await field.fill('');
    await expect(ui.page.locator('header .fact')).not.toHaveText(name);
  }
});
