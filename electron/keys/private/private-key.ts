import type { Curve } from '../curve-point.ts';
import { wireMpint, wireString } from '../wire.ts';

/** Numbers are magnitudes: big-endian, unsigned, without leading zeros. */
export interface RsaPrivateKey {
  readonly type: 'rsa';
  readonly modulus: Buffer;
  readonly publicExponent: Buffer;
  readonly privateExponent: Buffer;
  readonly prime1: Buffer;
  readonly prime2: Buffer;
}

export interface DsaPrivateKey {
  readonly type: 'dsa';
  readonly prime: Buffer;
  readonly subgroup: Buffer;
  readonly generator: Buffer;
  readonly publicValue: Buffer;
  readonly privateValue: Buffer;
}

export interface EcdsaPrivateKey {
  readonly type: 'ecdsa';
  readonly curve: Curve;
  /** Uncompressed (SEC 1, 2.3.3). */
  readonly point: Buffer;
  readonly scalar: Buffer;
}

export interface Ed25519PrivateKey {
  readonly type: 'ed25519';
  readonly point: Buffer;
  /** The private key of RFC 8032, 32 bytes. */
  readonly seed: Buffer;
}

/** A security key's file: a handle that means something to the device alone. */
export interface SecurityKeyHandle {
  readonly type: 'security-key';
  readonly publicBlob: Buffer;
}

/**
 * An RSA key with more than two primes (RFC 8017, A.1.2.1), of which the public half alone is kept. ssh-keygen reads
 * and uses such a file through OpenSSL; BoringSSL, with which the application logs on, OpenSSH's own format and PuTTY
 * have no place for a third prime.
 */
export interface MultiPrimeKey {
  readonly type: 'multi-prime';
  readonly publicBlob: Buffer;
}

/** Keys of which a file gives the public half alone. */
export type PublicHalf = SecurityKeyHandle | MultiPrimeKey;

/** Private keys that can be used without a device. */
export type PrivateKey = RsaPrivateKey | DsaPrivateKey | EcdsaPrivateKey | Ed25519PrivateKey;

/** What opening a private key file gives. */
export interface OpenedKey {
  readonly key: PrivateKey | PublicHalf;
  readonly comment: string;
}

export function isPublicHalf(key: PrivateKey | PublicHalf): key is PublicHalf {
  return key.type === 'security-key' || key.type === 'multi-prime';
}

/** The public half's wire form. */
export function publicBlobOf(key: PrivateKey | PublicHalf): Buffer {
  switch (key.type) {
    case 'rsa':
      return joined('ssh-rsa', wireMpint(key.publicExponent), wireMpint(key.modulus));
    case 'dsa':
      return joined('ssh-dss', ...[key.prime, key.subgroup, key.generator, key.publicValue].map(wireMpint));
    case 'ecdsa':
      return joined(`ecdsa-sha2-${key.curve}`, wireString(key.curve), wireString(key.point));
    case 'ed25519':
      return joined('ssh-ed25519', wireString(key.point));
    case 'security-key':
    case 'multi-prime':
      return key.publicBlob;
  }
}

function joined(algorithm: string, ...parts: readonly Buffer[]): Buffer {
  return Buffer.concat([wireString(algorithm), ...parts]);
}

/** Overwrites the secret numbers of a key that is no longer needed. */
export function wipe(key: PrivateKey | PublicHalf): void {
  switch (key.type) {
    case 'rsa':
      for (const secret of [key.privateExponent, key.prime1, key.prime2]) secret.fill(0);
      return;
    case 'dsa':
      key.privateValue.fill(0);
      return;
    case 'ecdsa':
      key.scalar.fill(0);
      return;
    case 'ed25519':
      key.seed.fill(0);
      return;
    case 'security-key':
    case 'multi-prime':
  }
}
