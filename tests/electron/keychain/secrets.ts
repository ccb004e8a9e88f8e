import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { SecretRef } from '../../../electron/keychain/key-vault.ts';
import { KeyPairId } from '../../../shared/model/ids.ts';

export const refOf = (id: string): SecretRef => ({ kind: 'private-key', keyPairId: KeyPairId.parse(id) });
export const ref = refOf('0b0f9d7e-3f7b-4c67-9d8e-0d6c6f0c9a11');
export const otherRef = refOf('c1a2f6a4-95cf-4f0e-8f0d-6f1f4d2b7b22');

/** A real RSA PEM of this size. */
export function rsaPem(bits: number): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  return privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
}

/** As long as a PEM of an RSA key of 8192 bits (6,390), which takes seconds to generate. */
export function pemOfLength(bytes: number): string {
  const [begin, end] = ['-----BEGIN RSA PRIVATE KEY-----\n', '\n-----END RSA PRIVATE KEY-----\n'];
  const body = randomBytes(bytes).toString('base64').replaceAll(/.{64}/g, '$&\n');
  return begin + body.slice(0, bytes - begin.length - end.length) + end;
}
