import type { ErrorCode, ErrorDetails } from '../../../ipc/result.ts';
import { fact, factList, factOf, type ErrorCopy, type ErrorWords } from '../../error-words.ts';
import { keyPairs } from '../key-pairs.ts';
import { list } from '../plural.ts';

const publicKeyProblems = {
  empty: 'There is no key in this text.',
  'too-long': 'This text is longer than any public key.',
  'not-a-key': 'This text is not a public key.',
  'several-keys': 'There is more than one public key in this text.',
  'line-break-in-key': 'There is a line break in the middle of the key.',
  base64: 'The key contains a character that is not Base64.',
  truncated: 'The end of the key is missing.',
  'trailing-bytes': 'There is something left over after the end of the key.',
  'algorithm-mismatch': 'The first word of the line names another type than the key itself.',
  number: 'A number inside the key is not valid.',
  size: 'The key has a size that is not allowed for its type.',
  point: 'The key’s point does not lie on its curve.',
  application: 'The security key’s application name is not valid.',
  structure: 'The key is not built as its format asks.',
  certificate: 'The certificate is not built as its format asks.',
  'certificate-signature':
    'The certificate’s signature is wrong: it was damaged or changed after it was signed.',
  halves: 'The private and the public half do not belong together.',
  other: 'This text is not a valid public key.',
};

const privateKeyProblems = {
  ...publicKeyProblems,
  'too-long': 'This file is longer than any key file.',
  'several-keys': 'There is more than one private key in this file.',
  truncated: 'The file is cut off: its end is missing.',
  base64: 'The text between the BEGIN and the END line is damaged.',
  other: '',
};

/** What people bring in the place of an SSH key, and how they get at one. */
const foreignKinds: ReadonlyMap<string, ErrorWords> = new Map([
  [
    'x509-certificate',
    {
      what: 'This is an X.509 certificate or a request for one, as web servers use them, and not an SSH key.',
      todo: 'Choose the private key that belongs to it, if that is the key you log on with.',
    },
  ],
  [
    'pkcs12',
    {
      what: 'This is a PKCS#12 file (.p12, .pfx): a certificate with its private key, and not an SSH key.',
      todo: 'Take the private key out with openssl pkcs12 -nocerts -in followed by the path, and choose what that writes.',
    },
  ],
  [
    'pkcs7',
    {
      what: 'This is a PKCS#7 file: certificates without a private key, and not an SSH key.',
      todo: 'Choose the key itself.',
    },
  ],
  [
    'pgp',
    {
      what: 'This is an OpenPGP key or message, and not an SSH key.',
      todo: 'gpg --export-ssh-key followed by the key’s name prints the public key for SSH.',
    },
  ],
  [
    'jwk',
    {
      what: 'This is a JSON Web Key, and not an SSH key.',
      todo: 'Have the program that made it write the key as PEM, and choose that file.',
    },
  ],
  [
    'parameters',
    {
      what: 'This file holds the parameters of a key, and not the key.',
      todo: 'Choose the file whose BEGIN line says PRIVATE KEY or PUBLIC KEY.',
    },
  ],
  [
    'ssh1',
    {
      what: 'This is a key for version 1 of SSH, which no server speaks any more.',
      todo: 'Create a new key pair instead.',
    },
  ],
]);

export const keyPairErrors = {
  'key-pair-name-invalid': (details) => ({
    what: factOf(details, 'problem', { ...keyPairs.nameProblems, other: 'This name cannot be used.' }),
    todo: keyPairs.nameRule,
  }),
  'key-pair-name-taken': (details) => ({
    what: `A key pair named “${fact(details, 'name', 'the same')}” is already in this region.`,
    todo: 'Choose another name.',
  }),
  'key-pair-limit-reached': (details) => ({
    what: `This region already has ${fact(details, 'limit', '10')} key pairs, and that is its limit.`,
    todo: 'Delete one that you no longer need, then try again.',
  }),
  'key-pair-duplicate': (details) => ({
    what: `This public key is already in this region, under the name “${fact(details, 'name', 'another key pair')}”.`,
    todo: 'Use that key pair, or import another public key.',
  }),
  'key-pair-bound': (details) => ({
    what: `This key pair is still bound to ${list(factList(details, 'servers')) || 'a server'}.`,
    todo: 'Detach it there first. Only a key pair that is bound to no server can be deleted.',
  }),
  'key-pair-used-for-logon': (details) => ({
    what: `Latchkey itself logs on with this key pair: to ${list(factList(details, 'servers')) || 'a server'}.`,
    todo: 'Edit the server and choose another way for Latchkey to log on, then delete the key pair.',
  }),
  'key-pair-not-bound': (details) => ({
    what: `This key pair is not bound to ${fact(details, 'server', 'this server')}.`,
    todo: 'There is nothing to detach. Refresh the server to see what is on it now.',
  }),
  'key-type-unsupported': (details) =>
    foreignKinds.get(fact(details, 'format', '')) ?? {
      what: `Keys of this kind (${kindOf(details)}) are not supported.`,
      todo: 'Use RSA with 2048 bits or more, Ed25519, ECDSA, or a security key.',
    },
  'public-key-invalid': (details) =>
    'fileName' in details
      ? {
          what: `Latchkey finds no key in “${fact(details, 'fileName', '')}”.`,
          todo: 'Choose a public key file, which often ends in .pub, or a private key file in OpenSSH, PEM or PuTTY format.',
        }
      : pastedKeyInvalid(details),
  'private-key-pasted': {
    what: 'This is a private key. It was not kept.',
    todo: 'Paste the public half: the one line from the file that ends in .pub. You can print it with ssh-keygen -y -f followed by the path of the private key.',
  },
  'private-key-invalid': (details) => ({
    what: `Latchkey cannot read the private key${inPath(details)}. ${factOf(details, 'reason', privateKeyProblems)}`.trim(),
    todo:
      details['reason'] === 'truncated'
        ? 'Copy the whole file again from where it came from, with its last line, and choose it once more. If that one is cut off too, take it from a backup.'
        : 'Choose a private key file in OpenSSH, PEM (PKCS#1, PKCS#8, SEC 1) or PuTTY format. If it is one, it is damaged: take it from a backup.',
  }),
  'key-file-unsupported': (details) =>
    details['reason'] === 'cost'
      ? {
          what: costOf(details),
          todo: 'If you trust the file, change its passphrase with ssh-keygen -p -f or PuTTYgen, which writes it anew, and choose it again.',
        }
      : {
          what: `Latchkey cannot open this kind of key file (${fileKindOf(details)}).`,
          todo: 'Open it with the program that wrote it, or with PuTTYgen, and save it as an OpenSSH or PEM private key. Then choose it again.',
        },
  'key-file-expired': {
    what: 'Latchkey no longer holds this key file: it was read more than ten minutes ago.',
    todo: 'Choose the file again. Nothing was imported.',
  },
  'key-file-other-key': (details) => ({
    what: `${fact(details, 'path', 'This file')} is not the private key of “${fact(details, 'name', 'this key pair')}”.`,
    todo: 'Choose the file that was saved when the key pair was made.',
  }),
  'private-key-absent': (details) => ({
    what: `The private key of “${fact(details, 'name', 'this key pair')}” is not on this computer.`,
    todo: 'Latchkey cannot log on with it. Use the computer that has the private key, or choose another way to log on.',
  }),
  'passphrase-required': (details) => ({
    what: `The private key${inPath(details)} is protected by a passphrase.`,
    todo: 'Enter its passphrase.',
  }),
  'passphrase-wrong': (details) => ({
    what: `This passphrase does not open the private key${inPath(details)}.`,
    todo: 'Enter it again. Capital letters count.',
  }),
  'download-used': (details) => ({
    what: `The private key of “${fact(details, 'name', 'this key pair')}” was already downloaded. It can be downloaded only once.`,
    todo: 'Use the file that was saved then. If it is lost, create a new key pair and bind it instead.',
  }),
  'download-cancelled': {
    what: 'The private key was not saved.',
    todo: 'Nothing is lost: the download is still available in the key pair’s row.',
  },
  'download-folder-not-writable': (details) => ({
    what: `Latchkey may not write to ${fact(details, 'folder', 'this folder')}. The private key was not saved.`,
    todo: 'Nothing is lost: download it again and choose another folder.',
  }),
} satisfies Partial<Record<ErrorCode, ErrorCopy>>;

function pastedKeyInvalid(details: ErrorDetails): { what: string; todo: string } {
  return {
    what: `${factOf(details, 'reason', publicKeyProblems)}${placeOf(details)}`,
    todo: 'Paste one line, as it stands in a .pub file: the type, a long Base64 text and, if you like, a comment.',
  };
}

function kindOf(details: ErrorDetails): string {
  return fact(details, 'algorithm', fact(details, 'type', fact(details, 'format', 'unknown')));
}

/** What it is that is not supported: the format, or what it is encrypted with. */
function fileKindOf(details: ErrorDetails): string {
  return fact(details, 'format', fact(details, 'cipher', fact(details, 'kdf', 'unknown')));
}

function costOf(details: ErrorDetails): string {
  const kind = fileKindOf(details);
  return kind === 'unknown'
    ? 'Reading the file takes more time or memory than Latchkey spends on a key file.'
    : `The file asks for more work or memory (${kind}) than Latchkey spends on a passphrase.`;
}

function placeOf(details: ErrorDetails): string {
  const { position } = details;
  return typeof position === 'number' ? ` Look at character ${position + 1}.` : '';
}

function inPath(details: ErrorDetails): string {
  const path = fact(details, 'path', '');
  return path === '' ? '' : ` in ${path}`;
}
