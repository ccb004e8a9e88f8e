import type { ConsolePage } from '../e2e/support/console-page.ts';
import { atLimit, empty, failing, loading } from './states.ts';
import type { Scene } from './scene.ts';
import { onSelected, openMenu, openRow, seen, selectRows, toastOf } from './ways.ts';

async function openAdvanced(ui: ConsolePage): Promise<void> {
  await ui.openCreate('production');
  await ui.dialog.getByText('Advanced: ').click();
}

const lists: readonly Scene[] = [
  { name: 'key-pairs', shows: 'KeyPairsView', open: (ui) => ui.row('production-web').waitFor() },
  {
    name: 'key-pairs-loading',
    shows: 'KeyPairsView',
    state: loading,
    open: (ui) => seen(ui, 'Loading key pairs…'),
  },
  {
    name: 'key-pairs-failed',
    shows: 'KeyPairsView',
    state: failing,
    open: (ui) => seen(ui, 'The key pairs could not be loaded'),
  },
  {
    name: 'key-pairs-empty',
    shows: 'KeyPairsView',
    state: { keyPairs: [] },
    open: (ui) => seen(ui, 'No key pairs yet'),
  },
  {
    name: 'key-pairs-at-the-limit',
    shows: 'KeyPairsView',
    state: atLimit,
    open: (ui) => seen(ui, /10 key pairs, its limit/),
  },
  {
    name: 'key-pairs-no-match',
    shows: 'KeyPairsView',
    open: async (ui) => {
      await ui.page.getByRole('searchbox', { name: 'Filter key pairs' }).fill('xyzzy');
      await seen(ui, 'No key pair matches');
    },
  },
  {
    name: 'key-pairs-selected',
    shows: 'SelectionBar',
    open: (ui) => selectRows(ui, 'production-web', 'database_backup'),
  },
  { name: 'key-pair-menu', shows: 'Menu', open: (ui) => openMenu(ui, 'staging') },
  {
    name: 'key-pair-columns',
    shows: 'ColumnMenu',
    open: async (ui) => {
      await ui.page.getByRole('button', { name: 'Choose columns' }).click();
      await ui.page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'key-pair-dropped',
    shows: 'KeyFileDrop',
    open: async (ui) => {
      await ui.isReady();
      await ui.page.evaluate(() => {
        const files = new DataTransfer();
        files.items.add(new File(['x'], 'id_ed25519'));
        dispatchEvent(new DragEvent('dragover', { dataTransfer: files }));
      });
      await seen(ui, 'Drop the key file to read it');
    },
  },
];

const create: readonly Scene[] = [
  { name: 'create', shows: 'CreateKeyPairDialog', state: empty, open: (ui) => ui.openCreate('') },
  {
    name: 'create-with-a-mistake',
    shows: 'CreateKeyPairDialog',
    open: async (ui) => {
      await ui.openCreate('1st');
      await ui.button('Confirm').click();
      await seen(ui, 'A name starts with a letter, A to Z.');
    },
  },
  { name: 'create-advanced', shows: 'CreateKeyPairDialog', open: openAdvanced },
  {
    name: 'create-with-passphrase',
    shows: 'CreateKeyPairDialog',
    open: async (ui) => {
      await openAdvanced(ui);
      await ui.dialog.getByRole('radio', { name: 'OpenSSH' }).click();
      await ui.dialog.getByLabel('Passphrase (optional)').fill('one');
      await ui.dialog.getByLabel('Repeat the passphrase').fill('another');
      await ui.button('Confirm').click();
      await seen(ui, 'The two passphrases are not the same.');
    },
  },
  {
    name: 'create-under-way',
    shows: 'CreateKeyPairDialog',
    state: { silent: ['key-pairs:create'] },
    open: async (ui) => {
      await ui.openCreate('production');
      await ui.button('Confirm').click();
      await seen(ui, 'Generating…');
    },
  },
  {
    name: 'create-refused',
    shows: 'CreateKeyPairDialog',
    state: { errors: { 'key-pairs:create': { code: 'keychain-locked' } } },
    open: async (ui) => {
      await ui.openCreate('production');
      await ui.button('Confirm').click();
      await ui.dialog.getByRole('alert').waitFor();
    },
  },
  { name: 'created', shows: 'CreateKeyPairDialog', open: (ui) => ui.createKeyPair('production') },
];

const others: readonly Scene[] = [
  {
    name: 'key-pair-details',
    shows: 'KeyPairDetailsDialog',
    open: (ui) => openRow(ui, 'production-web'),
  },
  {
    name: 'key-pair-details-imported',
    shows: 'KeyPairDetailsDialog',
    state: { servers: [] },
    open: (ui) => openRow(ui, 'anna:laptop'),
  },
  {
    name: 'download',
    shows: 'DownloadDialog',
    open: async (ui) => {
      await (await openMenu(ui, 'staging')).getByText('Download…').click();
      await ui.page.getByRole('dialog', { name: 'Download Private Key' }).waitFor();
    },
  },
  {
    name: 'download-failed',
    shows: 'DownloadDialog',
    state: {
      errors: {
        'key-pairs:download': {
          code: 'download-folder-not-writable',
          details: { path: '/home/anna/Downloads' },
        },
      },
    },
    open: async (ui) => {
      await (await openMenu(ui, 'staging')).getByText('Download…').click();
      await ui.dialog.getByRole('radio', { name: 'PuTTY' }).click();
      await ui.button('Save…').click();
      await ui.dialog.getByRole('alert').waitFor();
    },
  },
  { name: 'delete', shows: 'DeleteKeyPairDialog', open: (ui) => ui.choose('database_backup', 'Delete') },
  {
    name: 'delete-failed',
    shows: 'DeleteKeyPairDialog',
    state: { errors: { 'key-pairs:delete': { code: 'keychain-failed' } } },
    open: async (ui) => {
      await ui.choose('database_backup', 'Delete');
      await ui.dialog.getByRole('textbox').fill('database_backup');
      await ui.button('Delete').click();
      await ui.dialog.getByRole('alert').waitFor();
    },
  },
  { name: 'delete-bound', shows: 'BoundKeyPairDialog', open: (ui) => ui.choose('production-web', 'Delete') },
  {
    name: 'delete-several',
    shows: 'DeleteKeyPairsDialog',
    open: async (ui) => {
      await selectRows(ui, 'production-web', 'database_backup', 'staging');
      await onSelected(ui, 'Delete…');
      await ui.dialog.waitFor();
    },
  },
  {
    name: 'delete-several-failed',
    shows: 'BatchDialog',
    state: { errors: { 'key-pairs:delete': { code: 'keychain-locked' } } },
    open: async (ui) => {
      await selectRows(ui, 'database_backup');
      await onSelected(ui, 'Delete…');
      await ui.dialog.getByRole('textbox').fill('My servers');
      await ui.button('Delete 1 key pair').click();
      await ui.dialog.getByRole('alert').waitFor();
    },
  },
  {
    name: 'delete-several-under-way',
    shows: 'BatchDialog',
    state: { silent: ['key-pairs:delete'] },
    open: async (ui) => {
      await selectRows(ui, 'database_backup');
      await onSelected(ui, 'Delete…');
      await ui.dialog.getByRole('textbox').fill('My servers');
      await ui.button('Delete 1 key pair').click();
      await ui.button('Stop After This').waitFor();
    },
  },
  {
    name: 'deleted',
    shows: 'Toaster',
    open: async (ui) => {
      await ui.choose('database_backup', 'Delete');
      await ui.dialog.getByRole('textbox').fill('database_backup');
      await ui.button('Delete').click();
      await toastOf(ui, 'was deleted');
    },
  },
];

export const keyPairScenes: readonly Scene[] = [...lists, ...create, ...others];
