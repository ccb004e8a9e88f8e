import { AppError } from '../../../shared/ipc/result.ts';
import type { ArmouredBlock } from '../armour.ts';
import { derFormat, type DerFormat } from '../der-format.ts';
import { invalidKey } from '../wire.ts';
import { decryptBlocks, pemCipher } from './ciphers.ts';
import { md5Key } from './kdf.ts';
import type { OpenedPrivateKey } from './opened-private-key.ts';
import { orWrongPassphrase, withPassphrase, type Protection } from './passphrase.ts';
import type { MultiPrimeKey, PrivateKey } from './private-key.ts';
import { readDsa, readPkcs1, readPkcs8, readSec1 } from './read-der-private-key.ts';
import { readEncryptedPkcs8 } from './read-encrypted-pkcs8.ts';

type PemFormat = 'pkcs1' | 'dsa' | 'sec1' | 'pkcs8';

const readers: Readonly<Record<PemFormat, (der: Buffer) => PrivateKey | MultiPrimeKey>> = {
  pkcs1: readPkcs1,
  dsa: readDsa,
  sec1: readSec1,
  pkcs8: readPkcs8,
};

const formats: Readonly<Record<string, PemFormat>> = {
  'RSA PRIVATE KEY': 'pkcs1',
  // Mislabelled, but OpenSSL reads it, and so do ssh and ssh-keygen.
  'RSA PUBLIC KEY': 'pkcs1',
  'DSA PRIVATE KEY': 'dsa',
  'EC PRIVATE KEY': 'sec1',
  'PRIVATE KEY': 'pkcs8',
  'ENCRYPTED PRIVATE KEY': 'pkcs8',
};

/**
 * Reads a private key in PEM, which may be encrypted as OpenSSL has always done it (RFC 1421's headers) or as
 * PKCS#8 (RFC 5958).
 */
export async function readPemPrivateKey(
  block: ArmouredBlock,
  passphrase?: string,
): Promise<OpenedPrivateKey> {
  const { label, headers, content } = block;
  if (content === undefined) throw invalidKey('base64');
  const isPkcs8 = derFormat(content) === 'pkcs8';
  if (label === 'ENCRYPTED PRIVATE KEY' && !isPkcs8) return readEncryptedPkcs8(content, passphrase);
  const format = Object.hasOwn(formats, label) ? formats[label] : undefined;
  if (format === undefined) throw new AppError('key-file-unsupported', { format: label.toLowerCase() });
  const encryption = headers.get('dek-info');
  // OpenSSL takes PKCS#8 under any of these labels, and some tools write it so.
  if (encryption === undefined) return opened(readers[isPkcs8 ? 'pkcs8' : format](content));
  return readEncryptedPem(format, encryption, content, passphrase);
}

/** Reads a private key in DER, by its structure. */
export async function readDerPrivateKey(der: Buffer, passphrase?: string): Promise<OpenedPrivateKey> {
  const format = derFormat(der);
  if (format === 'pkcs8-encrypted') return readEncryptedPkcs8(der, passphrase);
  if (format === undefined || !isPrivate(format)) throw invalidKey('structure');
  return opened(readers[format](der));
}

function isPrivate(format: DerFormat): format is PemFormat {
  return Object.hasOwn(readers, format);
}

function opened(key: PrivateKey | MultiPrimeKey, protection?: Protection): OpenedPrivateKey {
  return { key, comment: '', protection };
}

/** @param encryption `DEK-Info`: the cipher's name and the initialisation vector, whose start is the salt as well */
async function readEncryptedPem(
  format: PemFormat,
  encryption: string,
  content: Buffer,
  passphrase: string | undefined,
): Promise<OpenedPrivateKey> {
  const [name = '', hex = ''] = encryption.split(',').map((part) => part.trim());
  const cipher = pemCipher(name);
  const iv = Buffer.from(hex, 'hex');
  if (iv.length !== cipher.ivLength) throw invalidKey('structure');
  const protection: Protection = { cipher: cipher.name, kdf: 'md5' };
  const plain = await withPassphrase(passphrase, { format, ...protection }, (bytes) => {
    const key = md5Key(bytes, iv.subarray(0, 8), cipher.keyLength);
    try {
      return decryptBlocks(cipher, key, iv, content);
    } finally {
      key.fill(0);
    }
  });
  try {
    return opened(
      orWrongPassphrase(() => readers[format](plain)),
      protection,
    );
  } finally {
    plain.fill(0);
  }
}
