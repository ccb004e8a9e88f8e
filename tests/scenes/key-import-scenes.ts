import type { ConsolePage } from '../e2e/support/console-page.ts';
import { sampleKeyPair } from '../support/fake-bridge-samples.ts';
import type { Scene } from './scene.ts';
import { openMenu, seen } from './ways.ts';

const blob = 'AAAAC3NzaC1lZDI1NTE5AAAAIPretendPretendPretend';
const certificate = `ssh-dss-cert-v01@openssh.com ${blob} anna@laptop`;

async function paste(ui: ConsolePage, text: string): Promise<void> {
  await ui.openCreate('laptop');
  await ui.dialog.getByRole('radio', { name: 'Import Key Pair' }).click();
  await ui.dialog.getByLabel('Public Key Content').fill(text);
}

/** What key files can be besides one good key, and what can become of the one download. */
export const keyImportScenes: readonly Scene[] = [
  {
    name: 'import-several-keys',
    shows: 'KeyFilePanel',
    open: async (ui) => {
      await paste(
        ui,
        [`ssh-ed25519 ${blob} anna@laptop`, `ssh-rsa ${blob} backup@nas`, certificate].join('\n'),
      );
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
