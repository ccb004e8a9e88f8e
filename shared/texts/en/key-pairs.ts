import type { KeyPair, KeyPairNameProblem, KeySpec, KeyType } from '../../model/key-pair.ts';
import { keychain } from './keychain.ts';
import { keyPairs as pairs, list, number, ofAll, plural, servers } from './plural.ts';
import { tableWords } from './table.ts';

/** What is wrong with a name while it is typed: says the rule. */
const nameProblems: Record<KeyPairNameProblem, string> = {
  'too-short': 'A name has at least 2 characters.',
  'too-long': 'A name has at most 64 characters.',
  'first-character': 'A name starts with a letter, A to Z.',
  character: 'Only letters, digits, colons (:), underscores (_) and hyphens (-) can be used.',
};

const typeNames: Record<KeyType, (bits: number) => string> = {
  rsa: (bits) => `RSA ${bits}`,
  dsa: (bits) => `DSA ${bits}`,
  ecdsa: (bits) => `ECDSA ${bits}`,
  ed25519: () => 'Ed25519',
  'ecdsa-sk': () => 'ECDSA security key',
  'ed25519-sk': () => 'Ed25519 security key',
};

const privateKeys: Record<KeyPair['privateKey'], string> = {
  keychain: 'In keychain',
  absent: 'Not on this computer',
};

export const keyPairs = {
  title: 'Key Pairs',
  create: 'Create Key Pair',
  name: 'Key Pair Name',
  nameRule:
    '2 to 64 characters: letters, digits, colons (:), underscores (_) and hyphens (-), starting with a letter.',
  nameProblems,
  nameMissing: 'Enter a name.',
  nameTaken: 'A key pair of this name is already in this region.',
  typeName: (type: KeyType, bits: number): string => typeNames[type](bits),
  privateKeys,
  count: ofAll,
  found: (part: number, all: number): string => `${number(part)} of ${pairs(all)}`,
  /** @param count how many there are: more than the limit where it was lowered afterwards */
  limitReached: (count: number, limit: number): string =>
    count > limit
      ? `This region has ${pairs(count)}, its limit is ${number(limit)}. Delete ${number(count - limit + 1)} to make room.`
      : `This region has ${pairs(count)}, its limit. Delete one to make room.`,
  filter: 'Filter key pairs',
  columns: {
    name: 'Name',
    type: 'Type',
    fingerprint: 'Fingerprint',
    servers: 'Servers',
    privateKey: 'Private key',
    created: 'Created',
  },
  serversBound: (names: readonly string[]): string => (names.length === 0 ? 'None' : `${names.length}`),
  serverNames: (names: readonly string[]): string => list(names),
  actions: {
    attach: 'Attach Server',
    detach: 'Detach Server',
    delete: 'Delete',
    deleteSeveral: 'Delete…',
    copyPublicKey: 'Copy Public Key',
    copyFingerprint: 'Copy Fingerprint',
    download: 'Download…',
    savePublicKey: 'Save Public Key…',
    details: 'Show Details',
  },
  /** Why an action of a row can't be chosen. */
  disabled: { notBound: 'It is bound to no server.', allBound: 'They are bound to servers.' },
  table: {
    label: 'Key pairs',
    actions: 'Actions',
    menuFor: (name: string): string => `More actions for ${name}`,
    loading: 'Loading key pairs…',
    ...tableWords,
    selectRow: (name: string): string => `Select ${name}`,
    selectAll: 'Select all key pairs',
    selected: (count: number): string => `${pairs(count)} selected`,
  },
  empty: {
    title: 'No key pairs yet',
    description: `A key pair opens your servers without a password. Its private key stays in this computer’s keychain (${keychain.name}).`,
  },
  noMatch: { title: 'No key pair matches', description: 'Try other words.' },
  failed: { title: 'The key pairs could not be loaded' },
  publicKeyCopied: (name: string): string => `The public key of ${name} is on the clipboard`,
  publicKeySaved: (path: string): string => `The public key was saved as ${path}`,
  downloaded: (path: string): string => `The private key was saved as ${path}`,
  deleted: (name: string): string => `${name} was deleted`,
  deletedSeveral: (count: number): string => `${pairs(count)} deleted`,
};

const specNames = {
  2048: { label: 'RSA 2048', description: 'Works with every server. The usual choice.' },
  3072: { label: 'RSA 3072', description: 'Longer, for rules that ask for 128-bit strength.' },
  4096: { label: 'RSA 4096', description: 'The longest. Takes a few seconds to make.' },
  ed25519: { label: 'Ed25519', description: 'Small and modern. Needs OpenSSH 6.5 (2014) or newer.' },
} as const;

/** Words of the Create Key Pair dialog, before and after. */
export const createKeyPair = {
  mode: 'Creation Mode',
  modes: {
    generate: {
      label: 'Auto-Generate Key Pair',
      description: 'Latchkey makes a new key pair on this computer.',
    },
    import: {
      label: 'Import Key Pair',
      description: 'You have a key pair and bring its public or its private key.',
    },
  },
  oneDownloadTitle: 'The private key can be downloaded only once',
  /** Without a file name as long as the key pair has no valid name. */
  oneDownload: (fileName: string | undefined): string =>
    `It is saved${fileName === undefined ? '' : ` as ${fileName}`} in your Downloads folder as soon as it is made. Afterwards nobody can get the file from Latchkey again. Keep it confidential.`,
  advancedNow: (chosen: string): string => `Advanced: ${chosen}`,
  chosen: (spec: string, form: string): string => `${spec}, saved as ${form}`,
  keyType: 'Key type',
  recommended: 'Recommended',
  specName: (spec: KeySpec): { readonly label: string; readonly description: string } =>
    specNames[spec.type === 'rsa' ? spec.bits : spec.type],
  publicKey: 'Public Key Content',
  publicKeyPlaceholder: 'ssh-rsa AAAAB3NzaC1yc2E… you@computer',
  publicKeyMissing: 'Paste a public key, or choose a key file.',
  publicKeyHint: 'One line, as it stands in a .pub file. A private key is recognised and asked about.',
  preview: 'Base64 Preview',
  previewText:
    'A public key is one line of three parts: its type, a long Base64 text, and a comment that may be missing. For example:',
  previewExample:
    'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDK3vbZ8tQ1mW0y… (about 370 characters) …hT5rQ== anna@laptop',
  reading: 'Reading…',
  readTitle: 'This is a public key',
  readType: 'Type',
  readFingerprint: 'Fingerprint',
  readComment: 'Comment',
  noComment: 'none',
  attachNow: 'Attach it to servers now',
  attachNowDescription: 'You can also do this later, with Attach Server in the key pair’s row.',
  generating: 'Generating…',
  created: (name: string): string => `“${name}” is ready`,
  createdTitle: 'Key pair created',
  importedTitle: 'Key pair imported',
  savedTitle: 'The private key was saved',
  saved: 'This was its one download. Keep the file where only you can read it.',
  showFile: 'Show in Folder',
  notSavedTitle: 'The private key is not saved yet',
  notSaved:
    'The key pair is ready and its private key is safe in the keychain. The one download is still yours: save it now, or later with Download… in its row.',
  save: 'Save Private Key…',
  saveLater: 'Save Later',
  inKeychain: `Latchkey keeps the private key in this computer’s keychain (${keychain.name}) to log on with it.`,
  importedPrivate: 'Its one download is still yours: choose Download in its row.',
  imported: 'Only its public key is here. Latchkey cannot prove a logon with it.',
  continueToAttach: 'Continue to Attach Server',
};

/** Words of the Delete Key Pair message. */
export const deleteKeyPair = {
  title: 'Delete Key Pair',
  description: (name: string): string => `“${name}” is deleted for good. This cannot be undone.`,
  confirm: 'Delete',
  privateKey: `Its private key in this computer’s keychain (${keychain.name}) is destroyed.`,
  saved: 'What is left of it is the file that was downloaded.',
  neverSaved:
    'It was never downloaded: nobody will ever be able to use this key pair again. Download it first if you may need it.',
  importedNeverSaved:
    'It was never downloaded: only the key that it was imported from is left. Download it first if you have no copy of that.',
  absent: 'Its private key is not on this computer and is not affected.',
  typeToConfirm: (name: string): string => `To confirm, type the key pair’s name: ${name}`,
  boundTitle: (count: number): string => `It is still bound to ${servers(count)}`,
  bound: 'Detach it first. Only a key pair that is bound to no server can be deleted.',
  andMore: (count: number): string => `and ${number(count)} more`,
  severalTitle: (count: number): string => `Delete ${pairs(count)}?`,
  severalDescription: (count: number): string =>
    plural(count, {
      one: 'It is deleted for good. This cannot be undone.',
      other: 'They are deleted for good. This cannot be undone.',
    }),
  severalNames: (names: readonly string[]): string => list(names),
  severalConfirm: (count: number): string => `Delete ${pairs(count)}`,
  severalTypeToConfirm: (region: string): string => `To confirm, type the region’s name: ${region}`,
  severalPrivateKeys: (count: number, all: number): string =>
    count === all
      ? plural(all, { one: 'Its private key is destroyed', other: 'Their private keys are destroyed' })
      : plural(count, {
          one: 'The private key of one of them is destroyed',
          other: 'The private keys of # of them are destroyed',
        }),
  severalSaved: (count: number): string =>
    plural(count, {
      one: 'What is left of it is the file that was downloaded.',
      other: 'What is left of them are the files that were downloaded.',
    }),
  severalNeverSaved: (names: readonly string[]): string =>
    `Never downloaded: ${list(names)}. One that was generated here can never be used again, an imported one only from your own copy.`,
  severalBound: (count: number): string => `${pairs(count)} will stay`,
  boundTo: (count: number): string => `It is bound to ${servers(count)}. Detach it first.`,
};
