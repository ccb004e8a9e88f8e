import type { ConsolePage } from '../e2e/support/console-page.ts';
import { failing, loading } from './states.ts';
import type { Scene } from './scene.ts';
import { seen, toastOf } from './ways.ts';

async function showActivity(ui: ConsolePage): Promise<void> {
  await ui.show('Activity');
  await ui.page.getByRole('row').nth(1).waitFor();
}

async function openEntry(ui: ConsolePage, row: number): Promise<void> {
  await showActivity(ui);
  await ui.page.getByRole('row').nth(row).focus();
  await ui.page.keyboard.press('Enter');
  await ui.dialog.waitFor();
}

const unreadable = { code: 'store-read-only' } as const;

async function showSettings(ui: ConsolePage): Promise<void> {
  await ui.show('Settings');
  await seen(ui, 'Appearance');
}

const activity: readonly Scene[] = [
  { name: 'activity', shows: 'ActivityView', open: showActivity },
  {
    name: 'activity-loading',
    shows: 'ActivityView',
    state: loading,
    open: async (ui) => {
      await ui.show('Activity');
      await seen(ui, 'Loading activity…');
    },
  },
  {
    name: 'activity-empty',
    shows: 'ActivityView',
    state: { activity: [] },
    open: async (ui) => {
      await ui.show('Activity');
      await seen(ui, 'Nothing was done yet');
    },
  },
  {
    name: 'activity-failed',
    shows: 'ActivityView',
    state: failing,
    open: async (ui) => {
      await ui.show('Activity');
      await seen(ui, 'The activity could not be loaded');
    },
  },
  {
    name: 'activity-no-match',
    shows: 'ActivityView',
    open: async (ui) => {
      await showActivity(ui);
      await ui.page.getByRole('searchbox').fill('xyzzy');
      await seen(ui, 'No action matches');
    },
  },
  {
    name: 'activity-kinds',
    shows: 'Select',
    open: async (ui) => {
      await showActivity(ui);
      await ui.page.getByRole('combobox', { name: 'Action' }).click();
      await ui.page.getByRole('listbox').waitFor();
    },
  },
  {
    name: 'activity-exported',
    shows: 'Toaster',
    open: async (ui) => {
      await showActivity(ui);
      await ui.page.getByRole('button', { name: 'Export as CSV' }).click();
      await toastOf(ui, 'exported');
    },
  },
  { name: 'activity-job', shows: 'ActivityDetails', open: (ui) => openEntry(ui, 1) },
  {
    name: 'activity-job-unread',
    shows: 'ActivityDetails',
    state: { errors: { 'activity:job': { code: 'unexpected' } } },
    open: async (ui) => {
      await openEntry(ui, 1);
      await ui.dialog.getByText('Something went wrong', { exact: false }).first().waitFor();
    },
  },
  { name: 'activity-failure', shows: 'ActivityDetails', open: (ui) => openEntry(ui, 4) },
];

const settings: readonly Scene[] = [
  { name: 'settings', shows: 'SettingsView', open: showSettings },
  {
    name: 'settings-wrong-number',
    shows: 'SettingsView',
    open: async (ui) => {
      await showSettings(ui);
      const field = ui.page.getByLabel('Servers at the same time');
      await field.fill('99');
      await field.blur();
      await seen(ui, 'Enter a whole number from 1 to 32.');
    },
  },
  {
    name: 'settings-below',
    shows: 'SettingsView',
    open: async (ui) => {
      await showSettings(ui);
      await ui.page.getByRole('button', { name: 'Check Keychain' }).click();
      await seen(ui, 'The keychain keeps what it is given.');
      await ui.page.getByRole('button', { name: 'Copy Diagnostics' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'settings-keychain-locked',
    shows: 'SettingsForm',
    state: { keychain: 'locked' },
    open: async (ui) => {
      await showSettings(ui);
      await ui.page.getByRole('button', { name: 'Check Keychain' }).click();
      await seen(ui, /^The keychain is locked\./);
    },
  },
  {
    name: 'settings-failed',
    shows: 'SettingsView',
    state: { errors: { 'settings:get': unreadable, 'settings:set': unreadable } },
    open: async (ui) => {
      await ui.show('Settings');
      await seen(ui, 'The settings could not be loaded');
    },
  },
  {
    name: 'settings-forget-host-keys',
    shows: 'ForgetHostKeysDialog',
    open: async (ui) => {
      await showSettings(ui);
      await ui.page.getByRole('button', { name: 'Forget Host Keys…' }).click();
      await ui.dialog.waitFor();
    },
  },
];

export const activityAndSettingsScenes: readonly Scene[] = [...activity, ...settings];
