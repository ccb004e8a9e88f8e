import type { KeyFileSummary, KeyInFileInfo, KeyWeakness } from '../../model/key-file.ts';
import { list, number, plural } from './plural.ts';

type Certificate = NonNullable<KeyInFileInfo['certificate']>;
type Protection = Extract<KeyFileSummary, { kind: 'private' }>['protection'];

const titles: Record<KeyFileSummary['kind'], string> = {
  public: 'This is a public key',
  private: 'This is a private key',
  locked: 'This is a private key with a passphrase',
};

const weaknesses: Record<KeyWeakness, string> = {
  'rsa-short': 'It has fewer than 2,048 bits. Current servers refuse it, and it can be broken with effort.',
  dsa: 'It is a DSA key. OpenSSH has refused these since 2015.',
  'close-primes': 'Its two primes are too close together. Anybody can work out the private key.',
  'shared-prime': 'It shares a prime with another key here. Anybody can work out both private keys.',
  roca: 'It was made by a faulty chip (ROCA, CVE-2017-15361). Its private key can be worked out.',
};

/** Words for a key that was brought: as a file, as text, or from the clipboard. */
export const keyImport = {
  chooseFile: 'Choose File…',
  paste: 'Paste from Clipboard',
  drop: 'or drop a key file on this window',
  dropHere: 'Drop the key file to read it',
  severalDropped: (count: number): string =>
    `Drop one key file, not ${number(count)}: each is imported under a name of its own.`,
  other: 'Use Another Key',
  titles,
  locked: (protection: Protection): string =>
    `Enter its passphrase to see what it is.${protection ? ` It is encrypted with ${protection.cipher} (${protection.kdf}).` : ''}`,
  /** Where it came in: as a file, or as text, which need not be one anywhere. */
  encrypted: (protection: Protection, isFile: boolean): string => {
    const what = isFile ? 'The file' : 'This text';
    return protection
      ? `${what} is encrypted with ${protection.cipher} (${protection.kdf}).`
      : `${what} is not encrypted: whoever reads it has the key.`;
  },
  whatHappens: 'Its public half is imported, and its private half goes to this computer’s keychain.',
  fileStays: 'The file stays as it is.',
  onDevice:
    'It stands for a security key. The private half never leaves that device: only the public half is imported.',
  unusable:
    'It is an RSA key with more than two primes, which Latchkey, PuTTY and OpenSSH’s own key format cannot use: only the public half is imported. To log on with Latchkey, create a key pair and use that instead.',
  passphrase: 'Passphrase',
  passphraseHint: 'Used once to open the key.',
  keepPassphrase: 'Keep the passphrase in the keychain',
  keepPassphraseDescription:
    'For the one download, which can have the same passphrase then, and no longer. Not needed to log on.',
  showPassphrase: 'Show passphrase',
  hidePassphrase: 'Hide passphrase',
  open: 'Open',
  whichKey: 'Which key do you want to import?',
  keyInFile: (type: string, comment: string): string => (comment === '' ? type : `${type}, ${comment}`),
  notListed: (unlisted: number, problems: number): string =>
    [
      unlisted > 0 ? `The file has ${unlisted} more: to import one of those, paste its line.` : '',
      problems > 0
        ? `${plural(problems, { one: '# line', other: '# lines' })} of the file could not be read.`
        : '',
    ]
      .filter(Boolean)
      .join(' '),
  weakTitle: 'This key is weak',
  weaknesses,
  certificate: 'Certificate',
  certificateFor: ({ role, keyId, principals }: Certificate): string => {
    const kind = role === 'user' ? 'User certificate' : 'Host certificate';
    const name = keyId === '' ? kind : `${kind} “${keyId}”`;
    return principals.length === 0 ? `${name}, names nobody` : `${name} for ${list(principals)}`;
  },
  certificateNote: 'Only the public key in it is imported.',
  validity: 'Valid',
  /** @param after date and time, as `before`; null where there is no such limit */
  valid: (after: string | null, before: string | null): string =>
    after === null && before === null
      ? 'for ever'
      : [after === null ? '' : `from ${after}`, before === null ? '' : `until ${before}`]
          .filter(Boolean)
          .join(' '),
  validityOver: (valid: string): string => `${valid}: it has expired`,
};
