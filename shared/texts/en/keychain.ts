import { userAgent } from '../surroundings.ts';

/** What the user's operating system calls its keychain, and what can be done about it there. */
interface KeychainWords {
  /** In the middle of a sentence, without an article. */
  readonly name: string;
  /** A sentence. */
  readonly unlock: string;
  /** A sentence, for where there is none. */
  readonly provide: string;
  /** A sentence, for where it does not do what it is told. */
  readonly mend: string;
}

const linux: KeychainWords = {
  name: 'Secret Service',
  unlock:
    'Unlock your keyring in the window that asks for its password, or in Passwords and Keys or KWalletManager.',
  provide:
    'Install and start a Secret Service, GNOME Keyring or KWallet, and log on to the desktop again. Then try again.',
  mend: 'Open Passwords and Keys or KWalletManager to see whether your keyring works, then try again.',
};

const macos: KeychainWords = {
  name: 'macOS Keychain',
  unlock: 'Unlock your login keychain in the window that asks for its password, or in Keychain Access.',
  provide: 'Open Keychain Access and make your login keychain the default one. Then try again.',
  mend: 'Open Keychain Access to see whether your login keychain works, then try again.',
};

const windows: KeychainWords = {
  name: 'Windows Credential Manager',
  unlock: 'Log off and on to Windows again.',
  provide:
    'Start the service Credential Manager (VaultSvc), and log on to Windows as yourself. Then try again.',
  mend: 'Open Credential Manager in the Control Panel to see whether it works, then try again.',
};

/** By what a browser says of its operating system. */
export function keychainOf(engine: string): KeychainWords {
  if (engine.includes('Windows')) return windows;
  return engine.includes('Mac OS') ? macos : linux;
}

export const keychain = keychainOf(userAgent);
