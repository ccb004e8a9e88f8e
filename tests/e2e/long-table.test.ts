import { expect, test } from '@playwright/test';
import type { FakeState } from '../support/fake-bridge.ts';
import { driftOf, sampleServer } from '../support/fake-bridge-samples.ts';
import { Stage } from '../scenes/stage.ts';
import type { ConsolePage } from './support/console-page.ts';

/** No two neighbours alike: a row that kept something of another record would be seen. */
const servers = Array.from({ length: 1500 }, (_, index) => {
  const number = index + 1;
  const server = sampleServer(number, {
    name: `s-${String(number).padStart(4, '0')}`,
    status: number % 2 === 0 ? 'stopped' : 'running',
    passwordLogon: number % 3 === 0 ? 'unknown' : 'enabled',
  });
  return number % 5 === 0 ? { ...server, drift: { ...driftOf(server), isPasswordLogonBack: true } } : server;
});
const state: FakeState = { servers };

let stage: Stage;

test.beforeAll(async () => {
  stage = await Stage.open();
});

test.afterAll(async () => {
  await stage.close();
});

async function show(size = { width: 1600, height: 800 }): Promise<ConsolePage> {
  await stage.resize(size);
  const open = (ui: ConsolePage) => ui.show('Servers').then(() => ui.row('s-0001').waitFor());
  return stage.show({ name: 'long table', shows: 'DataTable', state, open }, 'light');
}

/** What each row of the page says, as one line, and what it should say of the record that its name names. */
async function rows({ page }: ConsolePage): Promise<{ said: string[]; expected: string[] }> {
  const said = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-index]')].map((row) => {
      const cell = (id: string) => row.querySelector(`[data-column="${id}"]`)?.textContent.trim() ?? '';
      const [box, menu] = [
        row.querySelector('[role="checkbox"]'),
        row.querySelector('[aria-haspopup="menu"]'),
      ];
      const stops = [...row.querySelectorAll<HTMLElement>('button, [tabindex]')].filter(
        ({ tabIndex }) => tabIndex >= 0,
      );
      return JSON.stringify({
        name: cell('name'),
        labels: [box?.getAttribute('aria-label'), menu?.getAttribute('aria-label')],
        place: [Number(row.ariaRowIndex) - 2, row.offsetTop / row.offsetHeight],
        index: Number(row.dataset['index']),
        isTicked: row.ariaSelected === box?.getAttribute('aria-checked'),
        status: cell('status'),
        passwordLogon: cell('password-logon'),
        isDrifted: row.querySelector('[data-column="key-pair"] [role="note"]') !== null,
        icons:
          row.querySelectorAll('[role="note"]').length === row.querySelectorAll('[role="note"] svg').length,
        stops: row.tabIndex < 0 ? stops.length : 0,
      });
    }),
  );
  const expected = said.map((line) => {
    const { name, index } = JSON.parse(line) as { name: string; index: number };
    const number = Number(name.slice(2));
    return JSON.stringify({
      name,
      labels: [`Select ${name}`, `Actions for ${name}`],
      place: [index, index],
      index,
      isTicked: true,
      status: number % 2 === 0 ? 'Stopped' : 'Running',
      passwordLogon: number % 3 === 0 ? 'Unknown' : 'Enabled',
      isDrifted: number % 5 === 0,
      icons: true,
      stops: 0,
    });
  });
  return { said, expected };
}

async function expectOwnRecords(ui: ConsolePage, names: (index: number) => string): Promise<void> {
  await expect(async () => {
    const { said, expected } = await rows(ui);
    expect(said.length).toBeGreaterThan(10);
    expect(said).toEqual(expected);
    for (const line of said) {
      const { name, index } = JSON.parse(line) as { name: string; index: number };
      expect(name).toBe(names(index));
    }
  }).toPass({ timeout: 20_000 });
}

/** Scrolls to a row, and waits until it is there. */
async function scrollTo({ page }: ConsolePage, index: number): Promise<void> {
  await page.getByRole('grid').evaluate((grid, top) => grid.parentElement?.scrollTo(0, top), index * 44);
  await page.locator(`[data-index="${index + 3}"]`).waitFor();
}

const sorted = (index: number): string => `s-${String(index + 1).padStart(4, '0')}`;
const reversed = (index: number): string => sorted(servers.length - 1 - index);

test('each row shows one record whole, however the list is scrolled, sorted and filtered', async () => {
  test.slow();
  const ui = await show();
  const bar = ui.page.getByRole('toolbar');
  await expectOwnRecords(ui, sorted);
  await ui.page.getByRole('checkbox', { name: 'Select s-0003' }).click();
  for (const index of [700, 712, 1400, 40, 0]) {
    await scrollTo(ui, index);
    await expectOwnRecords(ui, sorted);
  }
  await expect(bar).toHaveAccessibleName('1 server selected');
  await scrollTo(ui, 900);
  await ui.page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
  await expectOwnRecords(ui, reversed);
  await scrollTo(ui, 300);
  await expectOwnRecords(ui, reversed);
  await ui.page.getByRole('searchbox').fill('s-12');
  await expectOwnRecords(ui, (index) => `s-${1299 - index}`);
  await ui.page.getByRole('searchbox').fill('');
  await expectOwnRecords(ui, reversed);
  await expect(bar).toHaveAccessibleName('1 server selected');
});

test('an open menu acts on the record that it was opened for, also when the list moves under it', async () => {
  const ui = await show();
  await scrollTo(ui, 500);
  await ui.page.getByRole('button', { name: 'Actions for s-0505' }).click();
  await ui.page.getByRole('menu', { name: 'Actions for s-0505' }).waitFor();
  await scrollTo(ui, 512);
  await ui.page.getByRole('menuitem', { name: 'Edit' }).click();
  await expect(ui.dialog.getByLabel('Name', { exact: true })).toHaveValue('s-0505');
});

test('the focus stays with its record when others come before it, and Tab goes on from there', async () => {
  const ui = await show();
  await ui.row('s-0001').focus();
  for (let press = 0; press < 6; press += 1) await ui.page.keyboard.press('ArrowDown');
  await expect(ui.row('s-0007')).toBeFocused();
  await ui.page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
  await expect(ui.row('s-1500')).toBeVisible();
  await ui.page.getByRole('columnheader').last().getByRole('button').focus();
  await ui.page.keyboard.press('Tab');
  await expect(ui.row('s-0007')).toBeFocused();
  await ui.page.keyboard.press('Tab');
  await expect(ui.page.getByRole('checkbox', { name: 'Select s-0007' })).toBeFocused();
});

test('a box stays ticked when Shift and a click change nothing', async () => {
  const ui = await show();
  const box = (name: string) => ui.page.getByRole('checkbox', { name: `Select ${name}` });
  await box('s-0002').click();
  await box('s-0004').click({ modifiers: ['Shift'] });
  await box('s-0004').click({ modifiers: ['Shift'] });
  for (const name of ['s-0002', 's-0003', 's-0004']) await expect(box(name)).toBeChecked();
  await expectOwnRecords(ui, sorted);
});

test('columns that give way are named in the menu, and are no further stops for Tab when they are back', async () => {
  const ui = await show({ width: 800, height: 600 });
  await ui.page.getByRole('button', { name: 'Choose columns' }).click();
  const menu = ui.page.getByRole('menu', { name: 'Choose columns' });
  await expect(menu.getByRole('menuitemcheckbox', { name: 'OS' })).toContainText('Hidden: no room');
  await expect(menu.getByRole('menuitemcheckbox', { name: 'Status' })).not.toContainText('Hidden');
  await ui.page.keyboard.press('Escape');
  await stage.resize({ width: 1600, height: 800 });
  await expect(ui.page.getByRole('columnheader', { name: 'Password logon' })).toBeVisible();
  await expectOwnRecords(ui, sorted);
});
