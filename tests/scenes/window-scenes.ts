import type { AppNotice } from '../../shared/model/app-status.ts';
import type { ErrorCode } from '../../shared/ipc/result.ts';
import { texts } from '../../shared/texts/texts.ts';
import { regions, sampleRegion } from '../support/fake-bridge-samples.ts';
import type { ConsolePage } from '../e2e/support/console-page.ts';
import { atLimit } from './states.ts';
import { openMenu, seen, toastOf } from './ways.ts';
import type { Scene } from './scene.ts';

const notice = (code: AppNotice['code'], facts: Partial<AppNotice> = {}): AppNotice => ({
  code,
  names: [],
  path: null,
  backupFrom: null,
  ...facts,
});

/** A start at which these were found; the window is as usual beside them. */
function noticed(name: string, ...notices: readonly AppNotice[]): Scene {
  return {
    name: `notice-${name}`,
    shows: 'StartNotices',
    state: { notices },
    open: async (ui) => {
      await ui.isReady();
      for (const each of notices) await seen(ui, texts.notices[each.code](each).slice(0, 24));
    },
  };
}

/** A start without the list: nothing else can be shown. */
function listless(code: AppNotice['code'] & ErrorCode, path: string | null): Scene {
  return {
    name: `notice-${code}`,
    shows: 'StartNotices',
    state: { notices: [notice(code, { path })], errors: { 'regions:list': { code } } },
    open: (ui) => ui.page.getByRole('button', { name: 'Try Again' }).waitFor(),
  };
}

const storePath = '/home/anna/.config/Latchkey/latchkey.db';

const found: readonly Scene[] = [
  noticed('keychain-slow', notice('keychain-slow')),
  noticed('keychain-failing', notice('keychain-failing')),
  noticed('keychain-locked', notice('keychain-locked')),
  noticed(
    'secrets-gone',
    notice('private-keys-missing', { names: ['production-web', 'staging'] }),
    notice('passphrases-missing', { names: ['anna:laptop'] }),
  ),
  noticed('put-back', notice('actions-rolled-back', { names: ['web-01'] }), notice('orphans-removed')),
  listless('store-newer', storePath),
  listless('store-read-only', storePath),
  listless('store-in-use', null),
  listless('disk-full', null),
];

const several = [...regions, sampleRegion(2, 'Practice', 'practice'), sampleRegion(3, 'Kunde Süd', 'ssh')];

async function search(ui: ConsolePage, words: string): Promise<void> {
  await ui.page.keyboard.press('Control+k');
  await ui.page.getByRole('combobox', { name: 'Search everything' }).fill(words);
}

async function openRegions(ui: ConsolePage): Promise<void> {
  await ui.page.getByRole('button', { name: 'Region:' }).click();
  await ui.page.getByRole('menuitem', { name: 'Manage Regions…' }).click();
  await ui.dialog.waitFor();
}

const start: readonly Scene[] = [
  {
    name: 'starting',
    shows: 'App',
    state: { silent: ['regions:list'] },
    open: (ui) => seen(ui, 'Starting…'),
  },
  {
    name: 'start-failed',
    shows: 'App',
    state: { errors: { 'regions:list': { code: 'store-newer' } } },
    open: (ui) => ui.page.getByRole('button', { name: 'Try Again' }).waitFor(),
  },
  {
    name: 'first-start',
    shows: 'FirstChoices',
    state: { keyPairs: [], servers: [] },
    open: (ui) => seen(ui, 'Where do you want to begin?'),
  },
  {
    name: 'notices',
    shows: 'StartNotices',
    state: {
      notices: [
        notice('actions-finished', { names: ['web-01', 'web-02'] }),
        notice('jobs-interrupted', { names: ['web-03'] }),
        notice('keychain-absent'),
      ],
    },
    open: (ui) => ui.page.getByRole('button', { name: 'Dismiss' }).first().waitFor(),
  },
  {
    name: 'notice-damaged-store',
    shows: 'StartNotices',
    state: {
      keyPairs: [],
      servers: [],
      notices: [
        notice('store-damaged', {
          path: storePath,
          backupFrom: Date.UTC(2026, 10, 19, 8, 30),
        }),
      ],
    },
    open: (ui) => ui.page.getByRole('button', { name: 'Use the Backup' }).first().waitFor(),
  },
  {
    name: 'notice-damaged-without-backup',
    shows: 'StartNotices',
    state: {
      notices: [notice('store-damaged', { path: storePath })],
      errors: { 'regions:list': { code: 'store-damaged' } },
    },
    open: (ui) => ui.page.getByRole('button', { name: texts.shell.startAnew }).waitFor(),
  },
];

const palette: readonly Scene[] = [
  {
    name: 'palette',
    shows: 'CommandPalette',
    open: (ui) => search(ui, ''),
  },
  {
    name: 'palette-results',
    shows: 'CommandPalette',
    open: async (ui) => {
      await search(ui, 'web');
      await ui.page.getByRole('option', { name: 'web-01' }).waitFor();
    },
  },
  {
    name: 'palette-at-the-limit',
    shows: 'CommandPalette',
    state: atLimit,
    open: async (ui) => {
      await ui.isReady();
      await search(ui, 'create key');
      await ui.page.getByRole('option', { name: 'Create Key Pair' }).waitFor();
    },
  },
  {
    name: 'palette-loading',
    shows: 'CommandPalette',
    state: { regions: several, silent: ['servers:list'] },
    open: async (ui) => {
      await search(ui, '');
      await seen(ui, 'Looking through all regions…');
    },
  },
  {
    name: 'palette-nothing-found',
    shows: 'CommandPalette',
    open: async (ui) => {
      await search(ui, 'xyzzy');
      await seen(ui, 'Nothing has this name.');
    },
  },
  {
    name: 'palette-named-action',
    shows: 'CommandPalette',
    open: async (ui) => {
      await search(ui, 'attach');
      await ui.page.getByRole('option', { name: 'Attach Key Pair' }).waitFor();
    },
  },
  {
    name: 'palette-action-and-name',
    shows: 'CommandPalette',
    open: async (ui) => {
      await search(ui, 'attach web');
      await ui.page
        .getByRole('option', { name: /web-01/ })
        .first()
        .waitFor();
    },
  },
  {
    name: 'palette-of-which',
    shows: 'CommandPalette',
    open: async (ui) => {
      await search(ui, 'attach key');
      await ui.page.getByRole('option', { name: 'Attach Key Pair' }).click();
      await ui.page.getByRole('option', { name: 'web-01' }).waitFor();
      await seen(ui, 'Only servers that run Linux support SSH key pairs.');
    },
  },
  {
    name: 'palette-actions',
    shows: 'CommandPalette',
    open: async (ui) => {
      await search(ui, 'production');
      await ui.page.getByRole('option', { name: 'production-web' }).waitFor();
      await ui.page.keyboard.press('Tab');
      await seen(ui, 'Actions of production-web');
    },
  },
  {
    name: 'shortcuts',
    shows: 'ShortcutsDialog',
    open: async (ui) => {
      await ui.isReady();
      await ui.page.keyboard.press('?');
      await ui.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    },
  },
];

const toasts: readonly Scene[] = [
  {
    name: 'toast',
    shows: 'Toaster',
    open: async (ui) => {
      await (await openMenu(ui, 'production-web')).getByText('Copy Public Key').click();
      await toastOf(ui, 'is on the clipboard');
    },
  },
  {
    name: 'toast-error',
    shows: 'Toaster',
    state: { errors: { 'key-pairs:copy-public-key': { code: 'key-pair-not-found' } } },
    open: async (ui) => {
      await (await openMenu(ui, 'production-web')).getByText('Copy Public Key').click();
      await ui.page.locator('[data-sonner-toast][data-visible="true"]').waitFor();
    },
  },
  {
    name: 'toast-beside-a-large-dialog',
    shows: 'Toaster',
    open: async (ui) => {
      await (await openMenu(ui, 'production-web')).getByText('Copy Public Key').click();
      await toastOf(ui, 'is on the clipboard');
      await ui.choose('production-web', 'Attach Server');
      await ui.dialog.getByRole('listbox').first().waitFor();
    },
  },
];

const regionScenes: readonly Scene[] = [
  {
    name: 'region-menu',
    shows: 'RegionMenu',
    state: { regions: several },
    open: async (ui) => {
      await ui.page.getByRole('button', { name: 'Region:' }).click();
      await ui.page.getByRole('menu').waitFor();
    },
  },
  { name: 'regions', shows: 'ManageRegionsDialog', state: { regions: several }, open: openRegions },
  {
    name: 'region-only-one',
    shows: 'ManageRegionsDialog',
    open: openRegions,
  },
  {
    name: 'region-new',
    shows: 'RegionFormDialog',
    open: async (ui) => {
      await openRegions(ui);
      await ui.button('New Region').click();
      await ui.dialog.getByLabel('Region Name').fill('My servers');
      await ui.button('Create Region').click();
      await seen(ui, 'Another region has this name.');
    },
  },
  {
    name: 'region-edit',
    shows: 'RegionFormDialog',
    state: { regions: several },
    open: async (ui) => {
      await openRegions(ui);
      await ui.button('Edit Kunde Süd').click();
      await ui.dialog.getByLabel('Limit of Key Pairs').waitFor();
    },
  },
  {
    name: 'region-remove',
    shows: 'RemoveRegionDialog',
    state: { regions: several },
    open: async (ui) => {
      await openRegions(ui);
      await ui.button('Remove Practice').click();
      await ui.page.getByRole('dialog', { name: 'Remove Region' }).waitFor();
    },
  },
  {
    name: 'region-remove-refused',
    shows: 'RemoveRegionDialog',
    state: {
      regions: several,
      errors: { 'regions:remove': { code: 'region-not-empty', details: { keyPairs: 2, servers: 5 } } },
    },
    open: async (ui) => {
      await openRegions(ui);
      await ui.button('Remove Kunde Süd').click();
      await ui.button('Remove Region').click();
      await ui.dialog.getByRole('alert').waitFor();
    },
  },
];

export const windowScenes: readonly Scene[] = [...start, ...found, ...palette, ...toasts, ...regionScenes];
