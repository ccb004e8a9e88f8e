import { createCipheriv, createDecipheriv, type CipherGCMTypes, type DecipherGCM } from 'node:crypto';
import { AppError } from '../../../shared/ipc/result.ts';
import { joinAndWipe } from '../wire.ts';

/** The name by which node:crypto knows a cipher, and the sizes of what it needs, in bytes. */
export interface Cipher {
  readonly name: string;
  readonly keyLength: number;
  readonly ivLength: number;
  /** AES key wrap, without (RFC 3394) and with (RFC 5649) padding, which is no mode of node:crypto's in BoringSSL. */
  readonly wrap?: 'whole-blocks' | 'padded';
}

/**
 * Errors: `key-file-unsupported` where this runtime does not have the cipher (Electron's BoringSSL has no Camellia and
 * no ARIA), `passphrase-wrong` where the padding is not right.
 */
export function decryptBlocks(cipher: Cipher, key: Buffer, iv: Buffer, data: Buffer, pad = true): Buffer {
  const decipher = decipherOf(cipher, key, iv).setAutoPadding(pad);
  const start = decipher.update(data);
  try {
    return joinAndWipe([start, decipher.final()]);
  } catch (cause) {
    throw new AppError('passphrase-wrong', {}, { cause });
  } finally {
    start.fill(0);
  }
}

function decipherOf({ name }: Cipher, key: Buffer, iv: Buffer): ReturnType<typeof createDecipheriv> {
  try {
    return createDecipheriv(name, key, iv);
  } catch (cause) {
    throw new AppError('key-file-unsupported', { cipher: name }, { cause });
  }
}

/** Errors: `passphrase-wrong` where the tag does not match. */
export function decryptGcm(cipher: Cipher, key: Buffer, iv: Buffer, data: Buffer, tag: Buffer): Buffer {
  const decipher: DecipherGCM = createDecipheriv(cipher.name as CipherGCMTypes, key, iv, {
    authTagLength: tag.length,
  }).setAuthTag(tag);
  const plain = decipher.update(data);
  try {
    decipher.final();
    return plain;
  } catch (cause) {
    plain.fill(0);
    throw new AppError('passphrase-wrong', {}, { cause });
  }
}

/** Without padding: the data are whole blocks. */
export function encryptBlocks(cipher: Cipher, key: Buffer, iv: Buffer, data: Buffer): Buffer {
  const encryption = createCipheriv(cipher.name, key, iv).setAutoPadding(false);
  return Buffer.concat([encryption.update(data), encryption.final()]);
}

/** Families of block ciphers that PEM names with the key's length inside, and those of which it goes without saying. */
const withLength = /^(?:aes|camellia|aria)-(128|192|256)-(?:cbc|cfb|cfb1|cfb8|ofb|ctr)$/;
const withoutLength: readonly (readonly [
  RegExp,
  { readonly keyLength: number; readonly ivLength: number },
])[] = [
  [/^des-ede3-(?:cbc|cfb|cfb1|cfb8|ofb)$/, { keyLength: 24, ivLength: 8 }],
  [/^des-ede-(?:cbc|cfb|ofb)$/, { keyLength: 16, ivLength: 8 }],
  [/^sm4-(?:cbc|cfb|ofb|ctr)$/, { keyLength: 16, ivLength: 16 }],
  [/^chacha20$/, { keyLength: 32, ivLength: 16 }],
];

/** PEM names ciphers as OpenSSL does, which does not mind the case: `AES-256-CBC`, `DES-EDE3-CBC`. */
export function pemCipher(written: string): Cipher {
  const name = written.toLowerCase();
  const sizes = withoutLength.find(([pattern]) => pattern.test(name))?.[1];
  if (sizes !== undefined) return { name, ...sizes };
  const bits = Number(withLength.exec(name)?.[1] ?? 0);
  if (bits === 0) throw new AppError('key-file-unsupported', { cipher: written.slice(0, 40) });
  return { name, keyLength: bits / 8, ivLength: 16 };
}
