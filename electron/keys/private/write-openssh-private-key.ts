import { randomBytes } from 'node:crypto';
import { cleanComment } from '../public-line.ts';
import { wireString } from '../wire.ts';
import { encryptBlocks, type Cipher } from './ciphers.ts';
import { bcryptKey } from './kdf.ts';
import { opensshFields } from './openssh-fields.ts';
import { publicBlobOf, type PrivateKey } from './private-key.ts';

const lineLength = 70;
/** Twice what ssh-keygen takes. */
const rounds = 32;
const saltLength = 16;
const cipher: Cipher = { name: 'aes-256-ctr', keyLength: 32, ivLength: 16 };

interface Encryption {
  readonly cipherName: string;
  readonly kdf: string;
  readonly kdfOptions: Buffer;
  readonly blockLength: number;
  readonly encrypt: (section: Buffer) => Buffer;
}

const none: Encryption = {
  cipherName: 'none',
  kdf: 'none',
  kdfOptions: Buffer.alloc(0),
  blockLength: 8,
  encrypt: (section) => section,
};

/**
 * OpenSSH's own format (its PROTOCOL.key), encrypted with aes256-ctr and bcrypt where there is a passphrase. That
 * takes most of a second.
 */
export function writeOpensshPrivateKey(key: PrivateKey, comment: string, passphrase?: Buffer): string {
  const encryption = passphrase === undefined ? none : bcryptEncryption(passphrase);
  const check = randomBytes(4);
  const secret = opensshFields(key);
  const fields = [check, check, secret, wireString(cleanComment(comment))];
  const section = padded(fields, encryption.blockLength);
  const encrypted = wireString(encryption.encrypt(section));
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    ...[encryption.cipherName, encryption.kdf, encryption.kdfOptions].map(wireString),
    Buffer.from([0, 0, 0, 1]),
    wireString(publicBlobOf(key)),
    encrypted,
  ]);
  const text = armour(file);
  // Without a passphrase they hold the private key as it is.
  for (const bytes of [secret, section, encrypted, file]) bytes.fill(0);
  return text;
}

function bcryptEncryption(passphrase: Buffer): Encryption {
  const salt = randomBytes(saltLength);
  const derived = bcryptKey(passphrase, salt, rounds, cipher.keyLength + cipher.ivLength);
  const count = Buffer.alloc(4);
  count.writeUInt32BE(rounds);
  return {
    cipherName: 'aes256-ctr',
    kdf: 'bcrypt',
    kdfOptions: Buffer.concat([wireString(salt), count]),
    blockLength: 16,
    encrypt: (section) => {
      const [key, iv] = [derived.subarray(0, cipher.keyLength), derived.subarray(cipher.keyLength)];
      const encrypted = encryptBlocks(cipher, key, iv, section);
      derived.fill(0);
      return encrypted;
    },
  };
}

/** Fills the last block with 1, 2, 3, ... */
function padded(fields: readonly Buffer[], blockLength: number): Buffer {
  const length = fields.reduce((sum, field) => sum + field.length, 0);
  const missing = (blockLength - (length % blockLength)) % blockLength;
  return Buffer.concat([...fields, Buffer.from(Array.from({ length: missing }, (_, index) => index + 1))]);
}

function armour(file: Buffer): string {
  const lines = file.toString('base64').match(new RegExp(`.{1,${lineLength}}`, 'g')) ?? [];
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`;
}
