import { aeskw, aeskwp } from '@noble/ciphers/aes.js';
import { AppError } from '../../../shared/ipc/result.ts';
import type { Cipher } from './ciphers.ts';

const unwrappers = { 'whole-blocks': aeskw, padded: aeskwp } as const;

/** AES key wrap (RFC 3394, RFC 5649). Errors: `passphrase-wrong` where what it guards itself with is not right. */
export function unwrap(kind: NonNullable<Cipher['wrap']>, key: Buffer, data: Buffer): Buffer {
  try {
    const { buffer, byteOffset, byteLength } = unwrappers[kind](key).decrypt(data);
    return Buffer.from(buffer, byteOffset, byteLength);
  } catch (cause) {
    throw new AppError('passphrase-wrong', {}, { cause });
  }
}
