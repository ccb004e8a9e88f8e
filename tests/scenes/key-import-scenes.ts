import type { ConsolePage } from '../e2e/support/console-page.ts';
import { sampleKeyPair } from '../support/fake-bridge-samples.ts';
import type { Scene } from './scene.ts';
import { openMenu, seen } from './ways.ts';

const blob = 'AAAAC3NzaC1lZDI1NTE5AAAAIPretendPretendPretend';
const publicLine = `ssh-ed25519 ${blob} anna@laptop`;
const lockedKey = '-----BEGIN ENCRYPTED PRIVATE KEY-----';
const certificate = `ssh-dss-cert-v01@openssh.com ${blob} anna@laptop`;

async function openImport(ui: ConsolePage): Promise<void> {
  await ui.openCreate('laptop');
  await ui.dialog.getByRole('radio', { name: 'Import Key Pair' }).click();
}

async function paste(ui: ConsolePage, text: string): Promise<void> {
  await openImport(ui);
  await ui.dialog.getByLabel('Public Key Content').fill(text);
}

/** What key files can be, and what can become of the one download. */
export const keyImportScenes: readonly Scene[] = [
  { name: 'import', shows: 'CreateKeyPairDialog', open: (ui) => openImport(ui) },
  {
    name: 'import-preview',
    shows: 'CreateKeyPairDialog',
    open: async (ui) => {
      await openImport(ui);
      await ui.dialog.getByRole('button', { name: 'Base64 Preview' }).hover();
      await ui.page.getByRole('tooltip').waitFor();
    },
  },
  {
    name: 'import-public-key',
    shows: 'CreateKeyPairDialog',
    open: async (ui) => {
      await paste(ui, publicLine);
      await seen(ui, 'This is a public key');
    },
  },
  {
    name: 'import-unreadable',
    shows: 'CreateKeyPairDialog',
    open: async (ui) => {
      await paste(ui, 'ssh-rsa');
      await ui.button('Confirm').click();
      await ui.dialog.locator('[aria-invalid="true"]').first().waitFor();
    },
  },
  {
    name: 'import-cut-off',
    shows: 'CreateKeyPairDialog',
    state: {
      errors: {
        'key-pairs:choose-key-file': {
          code: 'private-key-invalid',
          details: { reason: 'truncated', path: '/home/anna/.ssh/id_ed25519' },
        },
      },
    },
    open: async (ui) => {
      await openImport(ui);
      await ui.dialog.getByRole('button', { name: /^Choose .*File/ }).click();
      await seen(ui, /The file is cut off: its end is missing/);
    },
  },
  {
    name: 'import-private-key',
    shows: 'CreateKeyPairDialog',
    open: async (ui) => {
      await paste(ui, '-----BEGIN PRIVATE KEY-----');
      await seen(ui, 'This is a private key');
    },
  },
  {
    name: 'import-wrong-passphrase',
    shows: 'CreateKeyPairDialog',
    open: async (ui) => {
      await paste(ui, lockedKey);
      await ui.dialog.getByRole('textbox', { name: 'Passphrase' }).fill('wrong');
      await ui.button('Open').click();
      await ui.dialog.locator('[aria-invalid="true"]').first().waitFor();
    },
  },
  {
    name: 'imported',
    shows: 'CreateKeyPairDialog',
    open: async (ui) => {
      await paste(ui, publicLine);
      await seen(ui, 'This is a public key');
      await ui.button('Confirm').click();
      await ui.page.getByRole('dialog', { name: 'Key pair imported' }).waitFor();
    },
  },
  {
    name: 'import-several-keys',
    shows: 'KeyFilePanel',
    open: async (ui) => {
      await paste(ui, [publicLine, `ssh-rsa ${blob} backup@nas`, certificate].join('\n'));
      await seen(ui, 'Which key do you want to import?');
    },
  },
  {
    name: 'import-weak-certificate',
    shows: 'KeyWeaknesses',
    open: async (ui) => {
      await paste(ui, certificate);
      await seen(ui, 'User certificate “anna 2026” for anna and root');
      await seen(ui, 'This key is weak');
    },
  },
  {
    name: 'created-not-saved',
    shows: 'CreatedKeyPair',
    state: { isDownloadsFull: true },
    open: async (ui) => {
      await ui.createKeyPair('production');
      await seen(ui, 'The private key is not saved yet');
    },
  },
  {
    name: 'download-original-passphrase',
    shows: 'DownloadDialog',
    state: {
      keyPairs: [
        sampleKeyPair(1, {
          name: 'laptop',
          origin: 'imported',
          download: 'available',
          isPassphraseKept: true,
        }),
      ],
    },
    open: async (ui) => {
      await (await openMenu(ui, 'laptop')).getByText('Download…').click();
      await ui.dialog.getByRole('checkbox', { name: 'Use the original passphrase' }).waitFor();
    },
  },
];
