import type { KeyWeakness } from '../../shared/model/key-file.ts';
import { publicKeyOfLine, type PublicKey } from './public-key.ts';
import { greatestCommonDivisor, squareRoot, toNumber } from './whole-number.ts';
import { WireReader } from './wire.ts';

const minRsaBits = 2048;
/** Fermat's method finds primes that a faulty generator took from near each other at once, or never. */
const fermatSteps = 64;
/** Beyond this the arithmetic takes seconds, and nobody generates such keys by the thousand. */
const maxComparedBits = 8192;

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
    ['shared-prime', () => key.bits <= maxComparedBits && sharesPrime(modulus, others)],
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
  let difference = a * a - modulus;
  for (let step = 0; step < fermatSteps && !isSquare(difference); step++) {
    difference += 2n * a + 1n;
    a += 1n;
  }
  return isSquare(difference);
}

/** Squares are few among the remainders of small primes: all but one in a thousand others need no root. */
function isSquare(number: bigint): boolean {
  if (number < 0n || !squares(16).has(Number(number & 15n))) return false;
  const remainder = Number(number % 111_546_435n);
  if (!filterPrimes.every((prime) => squares(prime).has(remainder % prime))) return false;
  return squareRoot(number) ** 2n === number;
}

/** Their product is 111,546,435. */
const filterPrimes = [3, 5, 7, 11, 13, 17, 19, 23] as const;

const squaresByModulus = new Map(
  [16, ...filterPrimes].map((modulus) => [
    modulus,
    new Set(Array.from({ length: modulus }, (_, root) => (root * root) % modulus)),
  ]),
);

function squares(modulus: number): ReadonlySet<number> {
  return squaresByModulus.get(modulus) ?? new Set();
}

/**
 * Tells whether an RSA key has a prime in common with one of others, all as lines of OpenSSH: whoever has the two public
 * keys then calculates both private ones. The others are read once, for however many are asked about.
 */
export function primeSharing(others: readonly string[]): (line: string) => boolean {
  const keys = others.filter((other) => other.startsWith('ssh-rsa ')).map(publicKeyOfLine);
  return (line) => {
    if (keys.length === 0) return false;
    const key = publicKeyOfLine(line);
    return key.type === 'rsa' && key.bits <= maxComparedBits && sharesPrime(modulusOf(key), keys);
  };
}

/** Compares with all others at once: what the modulus has in common with their product. */
function sharesPrime(modulus: bigint, others: readonly PublicKey[]): boolean {
  const product = others
    .filter(({ type, bits }) => type === 'rsa' && bits <= maxComparedBits)
    .map(modulusOf)
    .reduce((all, other) => (other === modulus ? all : (all * other) % modulus), 1n);
  return product !== 1n && greatestCommonDivisor(modulus, product) !== 1n;
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
