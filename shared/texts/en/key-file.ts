import type { PrivateKeyForm } from '../../model/private-key-file.ts';

const forms: Record<PrivateKeyForm, { label: string; description: string }> = {
  pem: { label: '.pem', description: 'For ssh and nearly every tool. Not encrypted.' },
  openssh: { label: 'OpenSSH', description: 'For ssh. Can have a passphrase.' },
  ppk: { label: 'PuTTY (.ppk)', description: 'For PuTTY and WinSCP. Can have a passphrase.' },
};

const extensions: Record<PrivateKeyForm, string> = { pem: '.pem', openssh: '', ppk: '.ppk' };

/** The form of the one download. */
export const keyFile = {
  form: 'Private key file',
  forms,
  extensions,
  passphrase: 'Passphrase (optional)',
  passphraseHint: 'Without one, whoever gets the file can use it. Latchkey does not keep it.',
  passphraseCharacter: 'This passphrase has a character that cannot be typed again.',
  passphraseTooLong: 'Use 1,024 characters at most.',
  original: 'Use the original passphrase',
  originalDescription:
    'The one that the private key was imported with. It is in the keychain until this download.',
  repeated: 'Repeat the passphrase',
  repeatedOther: 'The two passphrases are not the same.',
  show: 'Show the passphrase',
  hide: 'Hide the passphrase',
  showRepeated: 'Show the repeated passphrase',
  hideRepeated: 'Hide the repeated passphrase',
  dialog: {
    title: 'Download Private Key',
    description: (name: string): string =>
      `The private key of “${name}” can be downloaded only once. Choose the form that you need.`,
    save: 'Save…',
  },
};
