import type { KeychainState, Theme } from '../../../../shared/model/settings.ts';
import { keychain } from './keychain.ts';
import { plural } from './plural.ts';

const themes: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' };

const keychainStates: Record<KeychainState, string> = {
  working: 'The keychain keeps what it is given.',
  locked: `The keychain is locked. ${keychain.unlock} Then check again.`,
  absent: `There is no keychain on this computer. ${keychain.provide}`,
  slow: `The keychain did not answer in time. Its window may be waiting for you, perhaps behind this one. ${keychain.unlock} Then check again.`,
  failing: `The keychain does not keep what it is given. ${keychain.mend}`,
};

export const settings = {
  title: 'Settings',
  search: 'Search',
  loading: 'Loading settings…',
  appearance: 'Appearance',
  theme: 'Theme',
  themes,
  downloads: 'Downloads',
  downloadsFolder: 'Private keys are saved to',
  chooseFolder: 'Choose Folder…',
  systemFolder: 'Use the System’s Folder',
  jobs: 'Jobs',
  serversAtOnce: 'Servers at the same time',
  serversAtOnceHint: 'From 1 to 32. More at once is faster, and more load for this computer.',
  serversAtOnceError: 'Enter a whole number from 1 to 32.',
  security: 'Security',
  hostKeys: (count: number): string =>
    plural(count, {
      one: 'One host key was accepted.',
      other: '# host keys were accepted.',
    }),
  forgetHostKeys: 'Forget Host Keys…',
  forget: {
    title: 'Forget all host keys?',
    description:
      'Latchkey shows the host key of every server again and asks before it logs on. Your own known_hosts file stays as it is.',
    confirm: 'Forget Host Keys',
    done: 'The host keys are forgotten',
  },
  keychain: 'Keychain',
  keychainText: `Private keys and kept passwords are in this computer’s keychain (${keychain.name}) and nowhere else. The check writes an entry, reads it back and removes it.`,
  checkKeychain: 'Check Keychain',
  keychainStates,
  data: 'Data',
  dataFolder: 'Latchkey’s lists are in',
  showFolder: 'Show in Folder',
  diagnostics: 'Diagnostics',
  diagnosticsText: 'Versions, platform, state of the keychain, and counts. No names and no secrets.',
  copyDiagnostics: 'Copy Diagnostics',
  diagnosticsCopied: 'The diagnostics are on the clipboard',
  failed: { title: 'The settings could not be loaded' },
};
