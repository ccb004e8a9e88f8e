import type { AppNotice } from '../../model/app-status.ts';
import { keychain } from './keychain.ts';
import { list } from './plural.ts';

/** What was found at start. */
export const notices: Record<AppNotice['code'], (notice: AppNotice) => string> = {
  'orphans-removed': () =>
    'Latchkey found entries of its own in the keychain that belonged to no key pair, left by an unfinished action, and removed them.',
  'private-keys-missing': ({ names }) =>
    `The keychain has no private key for ${list(names)} any more. Bound servers still accept these key pairs; Latchkey itself cannot log on with them.`,
  'passphrases-missing': ({ names }) =>
    `The keychain no longer has the passphrase that was kept for ${list(names)}. The private key is there; choose a new passphrase when you download it.`,
  'jobs-interrupted': ({ names }) =>
    `An action on ${list(names) || 'a server'} was cut off in the middle. As soon as Latchkey can log on there by itself, it finishes the action or puts everything back.`,
  'actions-finished': ({ names }) =>
    `An action on ${list(names)} was cut off in the middle. It has been finished since.`,
  'actions-rolled-back': ({ names }) =>
    `An action on ${list(names)} was cut off in the middle. Everything there is as it was before the action.`,
  'keychain-locked': () =>
    `The keychain is locked. Private keys and kept passwords are in it (${keychain.name}). ${keychain.unlock}`,
  'keychain-absent': () =>
    `There is no keychain on this computer. You can look at your lists, but not create key pairs or keep passwords. ${keychain.provide}`,
  'keychain-slow': () =>
    `The keychain (${keychain.name}) did not answer in time. Its window may be waiting for you, perhaps behind this one. ${keychain.unlock}`,
  'keychain-failing': () =>
    `The keychain (${keychain.name}) does not do what it is told, so your private keys and kept passwords may be out of reach. ${keychain.mend}`,
  'store-damaged': ({ path }) =>
    `Latchkey’s list was damaged and was not touched${path === null ? '' : `: it is kept as ${path}`}. Your private keys in the keychain are not affected.`,
  'store-newer': ({ path }) =>
    `The list was written by a newer version of Latchkey${path === null ? '' : ` (${path})`}. Install that version to use it.`,
  'store-read-only': ({ path }) =>
    `Latchkey cannot write its list${path === null ? '' : ` (${path})`}. Changes cannot be saved until the folder is writable.`,
  'disk-full': () => 'The disk is full, so Latchkey cannot open its list. Make room and start it again.',
  'store-in-use': () => 'Another Latchkey is using the list. Close it and restart this one.',
};
