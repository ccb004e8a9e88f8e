import type { ErrorCode, ErrorDetails } from '../../../ipc/result.ts';
import { fact, type ErrorCopy } from '../../error-words.ts';
import { keychain } from '../keychain.ts';

/** The keychain, the store, and files on this computer. */
export const keychainErrors = {
  'keychain-locked': {
    what: `This computer’s keychain is locked (${keychain.name}), so Latchkey cannot get at your private keys and passwords.`,
    todo: `${keychain.unlock} Then try again. Nothing is lost.`,
  },
  'keychain-absent': {
    what: `Latchkey found no keychain on this computer (${keychain.name}), and it keeps private keys nowhere else.`,
    todo: keychain.provide,
  },
  'keychain-timeout': {
    what: `The keychain (${keychain.name}) did not answer in time. Its window may be waiting for you, perhaps behind this one.`,
    todo: `${keychain.unlock} Then try again.`,
  },
  'keychain-failed': {
    what: `The keychain (${keychain.name}) refused this, or stopped in the middle of it.`,
    todo: `${keychain.mend} Nothing was changed.`,
  },
  'keychain-entry-missing': (details) => ({
    what: `The keychain (${keychain.name}) has no entry for ${named(details)} any more.`,
    todo: 'It was removed outside of Latchkey. Enter the password again, or use another key pair.',
  }),
  'keychain-entry-damaged': (details) => ({
    what: `The keychain’s entry for ${named(details)} (${keychain.name}) was changed or is incomplete.`,
    todo: 'Latchkey does not use it. Restore the keychain from a backup, or create a new key pair and bind it instead.',
  }),
  'secret-unsupported': {
    what: `The keychain (${keychain.name}) cannot keep this text unchanged.`,
    todo: 'Remove line breaks and unusual characters, or choose to be asked each time.',
  },
  'store-damaged': (details) => ({
    what: `Latchkey’s list of key pairs and servers is damaged${at(details)}. It was left as it is.`,
    todo: 'Go on with what Latchkey offers: the backup, or an empty list where there is none. Your private keys are in the keychain and are not affected.',
  }),
  'store-newer': (details) => ({
    what: `Latchkey’s list was written by a newer version of Latchkey${at(details)}.`,
    todo: 'Install the newer version. This one leaves the list alone.',
  }),
  'store-read-only': (details) => ({
    what: `Latchkey cannot write its list of key pairs and servers${at(details)}.`,
    todo: 'Make the folder writable for your user, then restart Latchkey.',
  }),
  'store-in-use': {
    what: 'Another Latchkey is already running and using the list of key pairs and servers.',
    todo: 'Use that window, or close it first.',
  },
  'disk-full': (details) => ({
    what: `There is no space left${fact(details, 'folder', '') === '' ? '' : ` in ${fact(details, 'folder', '')}`}.`,
    todo: 'Make room and try again. Nothing was changed or lost.',
  }),
  'file-not-readable': (details) => ({
    what: `Latchkey cannot read ${fact(details, 'path', 'this file')}.`,
    todo: 'Check that the file is there and that your user may read it.',
  }),
  'ssh-config-invalid': (details) => ({
    what: `Latchkey does not understand ${fact(details, 'path', 'the SSH configuration')}. Nothing was changed.`,
    todo: 'Look for a quotation mark that is not closed. The command ssh -G localhost says what ssh thinks of the file.',
  }),
  'ssh-config-changed': (details) => ({
    what: `${fact(details, 'path', 'The SSH configuration')} has changed since it was shown, and was left as it is.`,
    todo: 'Look at what it says now, and confirm again.',
  }),
  'ssh-config-not-writable': (details) => ({
    what: `Latchkey may not write ${fact(details, 'path', 'the SSH configuration')}, and left it as it was.`,
    todo: 'It may be another account’s, or made by a program that looks after your settings. Add the lines there.',
  }),
  'file-not-protected': (details) => ({
    what: `Latchkey could not make a file in ${fact(details, 'folder', 'this folder')} readable for you alone, and saved nothing there.`,
    todo: 'Nothing is lost: choose a folder on a drive that knows permissions (NTFS), for instance your own Documents.',
  }),
  'file-not-writable': (details) => ({
    what: `Latchkey may not write ${fact(details, 'path', 'this file')}.`,
    todo: 'Choose another folder and try again.',
  }),
} satisfies Partial<Record<ErrorCode, ErrorCopy>>;

function named(details: ErrorDetails): string {
  const name = fact(details, 'name', fact(details, 'server', ''));
  return name === '' ? 'this' : `“${name}”`;
}

function at(details: ErrorDetails): string {
  const path = fact(details, 'path', '');
  return path === '' ? '' : ` (${path})`;
}
