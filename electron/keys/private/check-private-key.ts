import { createECDH, createPrivateKey, createPublicKey } from 'node:crypto';
import type { Curve } from '../curve-point.ts';
import { parsePublicKey, type PublicKey } from '../public-key.ts';
import { modulo, powerModulo, toNumber } from '../whole-number.ts';
import { bitLength, invalidKey } from '../wire.ts';
import {
  publicBlobOf,
  type DsaPrivateKey,
  type EcdsaPrivateKey,
  type Ed25519PrivateKey,
  type PrivateKey,
  type PublicHalf,
  type RsaPrivateKey,
} from './private-key.ts';

const opensslCurves: Readonly<Record<Curve, string>> = {
  nistp256: 'prime256v1',
  nistp384: 'secp384r1',
  nistp521: 'secp521r1',
};

/** RFC 8410, 10.3: everything of an Ed25519 key's PKCS#8 form but the key itself. */
const ed25519Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * The public half of a private key whose halves belong together. A file in which they do not would log on with one
 * key and put another on the server.
 * Errors: `public-key-invalid` with the reason `halves`, or what is wrong with the public half.
 */
export function checkedPublicKey(key: PrivateKey | PublicHalf): PublicKey {
  // The public half first: it bounds the size of the numbers that are calculated with.
  const publicKey = parsePublicKey(publicBlobOf(key));
  if (!haveSameHalves(key)) throw invalidKey('halves');
  return publicKey;
}

function haveSameHalves(key: PrivateKey | PublicHalf): boolean {
  switch (key.type) {
    case 'rsa':
      return isRsaPair(key);
    case 'dsa':
      return isDsaPair(key);
    case 'ecdsa':
      return isEcdsaPair(key);
    case 'ed25519':
      return isEd25519Pair(key);
    case 'security-key':
    case 'multi-prime':
      return true;
  }
}

function isRsaPair(key: RsaPrivateKey): boolean {
  const limit = bitLength(key.modulus);
  if ([key.prime1, key.prime2].some((number) => bitLength(number) > limit)) return false;
  // A larger private exponent than is needed is right all the same, but bounds what is calculated with.
  if (bitLength(key.privateExponent) > 2 * limit) return false;
  const [p, q, d] = [toNumber(key.prime1), toNumber(key.prime2), toNumber(key.privateExponent)];
  if (p < 3n || q < 3n || p * q !== toNumber(key.modulus)) return false;
  const product = toNumber(key.publicExponent) * d;
  return product % (p - 1n) === 1n && product % (q - 1n) === 1n;
}

function isDsaPair(key: DsaPrivateKey): boolean {
  const x = toNumber(key.privateValue);
  if (x === 0n || x >= toNumber(key.subgroup)) return false;
  return powerModulo(toNumber(key.generator), x, toNumber(key.prime)) === toNumber(key.publicValue);
}

function isEcdsaPair({ curve, scalar, point }: EcdsaPrivateKey): boolean {
  return pointOf(curve, scalar).equals(point);
}

function isEd25519Pair({ seed, point }: Ed25519PrivateKey): boolean {
  return ed25519PointOf(seed).equals(point);
}

/** Errors: `public-key-invalid` where the number is no private key of the curve. */
export function pointOf(curve: Curve, scalar: Buffer): Buffer {
  const ecdh = createECDH(opensslCurves[curve]);
  try {
    ecdh.setPrivateKey(scalar);
    return ecdh.getPublicKey();
  } catch {
    throw invalidKey('number');
  }
}

/** @param seed 32 bytes */
export function ed25519PointOf(seed: Buffer): Buffer {
  const pkcs8 = Buffer.concat([ed25519Prefix, seed]);
  try {
    const key = createPublicKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }));
    return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
  } finally {
    pkcs8.fill(0);
  }
}

export function dsaPublicValue(prime: Buffer, generator: Buffer, privateValue: Buffer): bigint {
  const p = toNumber(prime);
  return p === 0n ? 0n : modulo(powerModulo(toNumber(generator), toNumber(privateValue), p), p);
}
