import { modulo, powerModulo, toBytes, toNumber } from './whole-number.ts';
import { invalidKey } from './wire.ts';

export type Curve = 'nistp256' | 'nistp384' | 'nistp521';

interface CurveNumbers {
  readonly fieldBytes: number;
  readonly prime: bigint;
  readonly b: bigint;
}

/** SEC 2, 2.4.2, 2.5.1 and 2.6.1. In all three curves a is -3, and so is the cofactor 1: each point is in the group. */
const curves: Readonly<Record<Curve, CurveNumbers>> = {
  nistp256: {
    fieldBytes: 32,
    prime: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  nistp384: {
    fieldBytes: 48,
    prime: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
  nistp521: {
    fieldBytes: 66,
    prime: 2n ** 521n - 1n,
    b: 0x0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
  },
};

export function fieldPrime(curve: Curve): bigint {
  return curves[curve].prime;
}

/** @param point uncompressed (SEC 1, 2.3.3), the only form that OpenSSH writes and reads */
export function isOnCurve(curve: Curve, point: Buffer): boolean {
  const { fieldBytes, prime, b } = curves[curve];
  if (point.length !== 1 + 2 * fieldBytes || point[0] !== 4) return false;
  const x = toNumber(point.subarray(1, 1 + fieldBytes));
  const y = toNumber(point.subarray(1 + fieldBytes));
  // Plain arithmetic is ten times as fast as a key object, and these numbers are public.
  return x < prime && y < prime && (y * y - (x * x - 3n) * x - b) % prime === 0n;
}

/**
 * The uncompressed form of a point that may be compressed (SEC 1, 2.3.4) or hybrid: OpenSSL can write both into a PEM
 * file. Errors: `public-key-invalid`.
 */
export function uncompressed(curve: Curve, point: Buffer): Buffer {
  const [form = 0] = point;
  switch (form) {
    case 4:
      return point;
    case 6:
    case 7:
      return withoutSign(curve, point);
    case 2:
    case 3:
      return decompressed(curve, point);
    default:
      throw invalidKey('point');
  }
}

/** Of the hybrid form (X9.62, 4.3.6): uncompressed, with the sign that compressing takes in its first byte. */
function withoutSign(curve: Curve, point: Buffer): Buffer {
  const isRightSign = (((point[0] ?? 0) ^ (point.at(-1) ?? 0)) & 1) === 0;
  if (point.length !== 1 + 2 * curves[curve].fieldBytes || !isRightSign) throw invalidKey('point');
  return Buffer.concat([Buffer.of(4), point.subarray(1)]);
}

function decompressed(curve: Curve, point: Buffer): Buffer {
  const { fieldBytes, prime, b } = curves[curve];
  if (point.length !== 1 + fieldBytes) throw invalidKey('point');
  const x = toNumber(point.subarray(1));
  const square = modulo((x * x - 3n) * x + b, prime);
  // All three primes are 3 modulo 4, where this power is a square root.
  const root = powerModulo(square, (prime + 1n) / 4n, prime);
  if (x >= prime || (root * root) % prime !== square) throw invalidKey('point');
  const y = (root & 1n) === BigInt((point[0] ?? 0) & 1) ? root : prime - root;
  return Buffer.concat([Buffer.of(4), point.subarray(1), toBytes(y, fieldBytes)]);
}
