import { timingSafeEqual } from 'node:crypto';
import { poly1305 } from '@noble/ciphers/_poly1305.js';
import { chacha20orig } from '@noble/ciphers/chacha.js';
import { AppError } from '../../../shared/ipc/result.ts';

const nonce = new Uint8Array(8);

/**
 * `chacha20-poly1305@openssh.com` (OpenSSH's PROTOCOL.chacha20poly1305) as a key file uses it: packet 0, no length to
 * hide. Electron's BoringSSL offers neither part of it.
 * @param key 64 bytes, of which the second half is for packet lengths alone
 * Errors: `passphrase-wrong` where the tag does not match.
 */
export function decryptChacha20Poly1305(key: Buffer, data: Buffer, tag: Buffer): Buffer {
  const mainKey = key.subarray(0, 32);
  const tagKey = chacha20orig(mainKey, nonce, new Uint8Array(32));
  const isAuthentic = timingSafeEqual(poly1305(data, tagKey), tag);
  tagKey.fill(0);
  if (!isAuthentic) throw new AppError('passphrase-wrong');
  const { buffer, byteOffset, byteLength } = chacha20orig(mainKey, nonce, data, undefined, 1);
  return Buffer.from(buffer, byteOffset, byteLength);
}
