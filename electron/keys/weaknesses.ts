import type { PublicKey } from './public-key.ts';
import { greatestCommonDivisor, squareRoot, toNumber } from './whole-number.ts';
import { WireReader } from './wire.ts';

/** Why a key should not be used although it is sound. */
export type KeyWeakness = 'rsa-short' | 'dsa' | 'close-primes' | 'shared-prime' | 'roca';

const minRsaBits = 2048;
/** Fermat's method finds primes that a faulty generator took from near each other at once, or never. */
const fermatSteps = 64;

/**
 * What speaks against a public key by itself; nothing where it is as strong as its kind can be.
 * @param others further public keys, with which an RSA key must not share a prime
 */
export function weaknessesOf(key: PublicKey, others: readonly PublicKey[] = []): readonly KeyWeakness[] {
  if (key.type === 'dsa') return ['dsa'];
  if (key.type !== 'rsa') return [];
  const modulus = modulusOf(key);
  const found: (readonly [KeyWeakness, () => boolean])[] = [
    ['rsa-short', () => key.bits < minRsaBits],
    ['close-primes', () => hasClosePrimes(modulus)],
    ['roca', () => hasRocaFingerprint(modulus)],
    ['shared-prime', () => sharesPrime(modulus, others)],
  ];
  return found.filter(([, applies]) => applies()).map(([weakness]) => weakness);
}

function modulusOf({ blob }: PublicKey): bigint {
  const reader = new WireReader(blob);
  reader.text();
  reader.mpint();
  return toNumber(reader.mpint());
}

/** Whether the modulus is a² - b² for an a near its square root: Fermat's way to factor. */
function hasClosePrimes(modulus: bigint): boolean {
  let a = squareRoot(modulus);
  if (a * a === modulus) return true;
  for (let step = 0; step < fermatSteps; step++) {
    a += 1n;
    const square = a * a - modulus;
    if (mayBeSquare(square) && squareRoot(square) ** 2n === square) return true;
  }
  return false;
}

/** A square is 0, 1, 4 or 9 modulo 16: three quarters of all numbers need no root. */
function mayBeSquare(number: bigint): boolean {
  return [0n, 1n, 4n, 9n].includes(number & 15n);
}

function sharesPrime(modulus: bigint, others: readonly PublicKey[]): boolean {
  return others
    .filter(({ type }) => type === 'rsa')
    .map(modulusOf)
    .some((other) => other !== modulus && greatestCommonDivisor(modulus, other) !== 1n);
}

/**
 * CVE-2017-15361 ("ROCA"): the primes of Infineon's library are powers of 65537 modulo the product of the first
 * primes, and so is their product. Of other moduli one in 2^27 looks like that.
 */
function hasRocaFingerprint(modulus: bigint): boolean {
  return rocaSubgroups.every(({ prime, members }) => members.has(Number(modulus % BigInt(prime))));
}

const smallPrimes = Array.from({ length: 165 }, (_, index) => index + 3).filter((number) =>
  Array.from({ length: number - 2 }, (_, index) => index + 2).every((divisor) => number % divisor !== 0),
);

const rocaSubgroups = smallPrimes.map((prime) => ({ prime, members: powersOf(65537 % prime, prime) }));

function powersOf(generator: number, prime: number): ReadonlySet<number> {
  const members = new Set<number>();
  for (let power = 1; !members.has(power); power = (power * generator) % prime) members.add(power);
  return members;
}
