import { AppError } from '../../../shared/ipc/result.ts';
import { fingerprintSha256 } from '../fingerprint.ts';
import { comparableBlob } from '../public-key.ts';
import { invalidKey, WireReader } from '../wire.ts';
import { decryptBlocks, decryptGcm, type Cipher } from './ciphers.ts';
import { decryptChacha20Poly1305 } from './chacha20-poly1305.ts';
import { bcryptKey } from './kdf.ts';
import { readOpensshFields } from './openssh-fields.ts';
import { withPassphrase, type Protection } from './passphrase.ts';
import type { OpenedPrivateKey } from './opened-private-key.ts';
import { publicBlobOf, wipe, type OpenedKey } from './private-key.ts';

interface OpensshCipher extends Cipher {
  readonly blockLength: number;
  readonly tagLength: number;
}

const aes = (bits: 128 | 192 | 256, mode: 'cbc' | 'ctr' | 'gcm'): OpensshCipher => ({
  name: `aes-${bits}-${mode}`,
  keyLength: bits / 8,
  ivLength: mode === 'gcm' ? 12 : 16,
  blockLength: 16,
  tagLength: mode === 'gcm' ? 16 : 0,
});

/** All that `ssh-keygen -Z` offers. */
const ciphers: ReadonlyMap<string, OpensshCipher> = new Map([
  ['none', { name: 'none', keyLength: 0, ivLength: 0, blockLength: 8, tagLength: 0 }],
  ['3des-cbc', { name: 'des-ede3-cbc', keyLength: 24, ivLength: 8, blockLength: 8, tagLength: 0 }],
  ['aes128-cbc', aes(128, 'cbc')],
  ['aes192-cbc', aes(192, 'cbc')],
  ['aes256-cbc', aes(256, 'cbc')],
  ['rijndael-cbc@lysator.liu.se', aes(256, 'cbc')],
  ['aes128-ctr', aes(128, 'ctr')],
  ['aes192-ctr', aes(192, 'ctr')],
  ['aes256-ctr', aes(256, 'ctr')],
  ['aes128-gcm@openssh.com', aes(128, 'gcm')],
  ['aes256-gcm@openssh.com', aes(256, 'gcm')],
  [
    'chacha20-poly1305@openssh.com',
    { name: 'chacha20', keyLength: 64, ivLength: 0, blockLength: 8, tagLength: 16 },
  ],
]);

interface Envelope {
  readonly cipherName: string;
  readonly cipher: OpensshCipher;
  readonly kdf: string;
  readonly kdfOptions: Buffer;
  readonly publicBlob: Buffer;
  readonly encrypted: Buffer;
  readonly tag: Buffer;
}

/**
 * Reads OpenSSH's own format (its PROTOCOL.key), with every cipher that it can be written with.
 * @param file what stands between the BEGIN and the END line, decoded
 * Errors: `passphrase-required`, `passphrase-wrong`, `key-file-unsupported`, `public-key-invalid`.
 */
export async function readOpensshPrivateKey(file: Buffer, passphrase?: string): Promise<OpenedPrivateKey> {
  const envelope = readEnvelope(file);
  const { cipherName, kdf, publicBlob } = envelope;
  if (cipherName === 'none') return { ...readSection(envelope, envelope.encrypted), protection: undefined };
  const protection: Protection = { cipher: cipherName, kdf };
  const about = {
    format: 'openssh',
    ...protection,
    fingerprint: fingerprintSha256(comparableBlob(publicBlob)),
  };
  const plain = await withPassphrase(passphrase, about, (bytes) => decrypt(envelope, bytes));
  try {
    return { ...readSection(envelope, plain), protection };
  } finally {
    plain.fill(0);
  }
}

function readEnvelope(file: Buffer): Envelope {
  const reader = new WireReader(file);
  if (reader.bytes(15).toString('latin1') !== 'openssh-key-v1\0') throw invalidKey('structure');
  const [cipherName, kdf, kdfOptions] = [reader.text(), reader.text(), reader.string()];
  const cipher = ciphers.get(cipherName);
  if (cipher === undefined) throw new AppError('key-file-unsupported', { cipher: printable(cipherName) });
  if (kdf !== 'bcrypt' && kdf !== 'none') throw new AppError('key-file-unsupported', { kdf: printable(kdf) });
  if ((kdf === 'none') !== (cipherName === 'none')) throw invalidKey('structure');
  if (reader.uint32() !== 1) throw invalidKey('several-keys');
  const [publicBlob, encrypted] = [reader.string(), reader.string()];
  const tag = reader.bytes(cipher.tagLength);
  reader.end();
  if (encrypted.length < cipher.blockLength || encrypted.length % cipher.blockLength !== 0)
    throw invalidKey('truncated');
  return { cipherName, cipher, kdf, kdfOptions, publicBlob, encrypted, tag };
}

/** A name out of a file is a stranger's text. */
function printable(name: string): string {
  return name.replace(/[^A-Za-z0-9@._-]/g, '?').slice(0, 40);
}

function decrypt({ cipher, kdfOptions, encrypted, tag }: Envelope, passphrase: Buffer): Buffer {
  const options = new WireReader(kdfOptions);
  const [salt, rounds] = [options.string(), options.uint32()];
  options.end();
  const derived = bcryptKey(passphrase, salt, rounds, cipher.keyLength + cipher.ivLength);
  const [key, iv] = [derived.subarray(0, cipher.keyLength), derived.subarray(cipher.keyLength)];
  try {
    if (cipher.name === 'chacha20') return decryptChacha20Poly1305(key, encrypted, tag);
    if (cipher.tagLength > 0) return decryptGcm(cipher, key, iv, encrypted, tag);
    return decryptBlocks(cipher, key, iv, encrypted, false);
  } finally {
    derived.fill(0);
  }
}

/** The two equal numbers at the start tell whether the passphrase was right. */
function readSection({ cipherName, publicBlob }: Envelope, plain: Buffer): OpenedKey {
  const reader = new WireReader(plain);
  if (reader.uint32() !== reader.uint32()) {
    throw cipherName === 'none' ? invalidKey('structure') : new AppError('passphrase-wrong');
  }
  const key = readOpensshFields(reader);
  try {
    return { key, comment: readEnd(reader, key, publicBlob) };
  } catch (error) {
    wipe(key);
    throw error;
  }
}

/** The comment, when what is around the key is as it should be. */
function readEnd(reader: WireReader, key: OpenedKey['key'], publicBlob: Buffer): string {
  const comment = reader.string();
  // A C string in OpenSSH.
  if (comment.subarray(0, -1).includes(0)) throw invalidKey('structure');
  if (reader.rest().some((byte, index) => byte !== ((index + 1) & 0xff))) throw invalidKey('trailing-bytes');
  if (!publicBlobOf(key).equals(comparableBlob(publicBlob))) throw invalidKey('halves');
  return comment.toString('utf8');
}
