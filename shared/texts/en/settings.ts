import type { KeychainState, Theme } from '../../model/settings.ts';
import { keychain } from './keychain.ts';
import { number, plural } from './plural.ts';

const themes: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' };

const keychainStates: Record<KeychainState, string> = {
  working: 'The keychain keeps what it is given.',
  locked: `The keychain is locked. ${keychain.unlock} Then check again.`,
  absent: `There is no keychain on this computer. ${keychain.provide}`,
  slow: `The keychain did not answer in time. Its window may be waiting for you, perhaps behind this one. ${keychain.unlock} Then check again.`,
  failing: `The keychain does not keep what it is given. ${keychain.mend}`,
};

const timeoutError = 'Enter a whole number from 3 to 20.';

export const settings = {
  title: 'Settings',
  loading: 'Loading settings…',
  appearance: 'Appearance',
  theme: 'Theme',
  themes,
  downloads: 'Downloads',
  downloadsFolder: 'Private keys are saved to',
  chooseFolder: 'Choose Folder…',
  systemFolder: 'Use the System’s Folder',
  jobs: 'Jobs',
  numbers: {
    serversAtOnce: {
      label: 'Servers at the same time',
      hint: 'From 1 to 32. More at once is faster, and more load for this computer.',
      error: 'Enter a whole number from 1 to 32.',
    },
    connectSeconds: {
      label: 'Seconds until a server has to accept a connection',
      hint: 'From 3 to 20. A server that takes longer counts as stopped.',
      error: timeoutError,
    },
    logonSeconds: {
      label: 'Seconds until the logon has to be over',
      hint: 'From 3 to 20, counted from the connection.',
      error: timeoutError,
    },
  },
  stays: (value: number): string => `Until then it stays ${number(value)}.`,
  limits: 'Limits',
  limit: (region: string): string => `Key pairs in “${region}”`,
  limitHint: 'How many key pairs this region may have.',
  confirmations: 'Confirmations',
  confirmHarmless: 'Ask before everything that is removed',
  confirmHarmlessHint:
    'Switched off, what can simply be entered again goes without a question: a server with no key pair, nothing pending and no kept password, and an imported public key that is bound to no server. Everything else is always asked about.',
  security: 'Security',
  hostKeys: (count: number): string =>
    count === 0
      ? 'No host key is kept.'
      : plural(count, { one: 'One host key was accepted.', other: '# host keys were accepted.' }),
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
  diagnosticsText:
    'Versions, platform, state of the keychain, timeouts, counts, and what the latest actions failed with. No names and no secrets.',
  copyDiagnostics: 'Copy Diagnostics',
  diagnosticsCopied: 'The diagnostics are on the clipboard',
  failed: { title: 'The settings could not be loaded' },
};
