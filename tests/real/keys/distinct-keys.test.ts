import { createPrivateKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { generateKeyPair } from '../../../electron/keys/generate.ts';

const count = 200;
const fermatSteps = 100_000;

interface Numbers {
  readonly modulus: bigint;
  readonly primes: readonly [bigint, bigint];
}

async function generateNumbers(): Promise<Numbers> {
  const { privateKeyPem } = await generateKeyPair({ type: 'rsa', bits: 2048 }, '');
  const { n, p, q } = createPrivateKey(privateKeyPem).export({ format: 'jwk' });
  return { modulus: toNumber(n), primes: [toNumber(p), toNumber(q)] };
}

function toNumber(base64url: string | undefined): bigint {
  return BigInt(`0x${Buffer.from(base64url ?? '', 'base64url').toString('hex')}`);
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}

/**
 * How many steps Fermat's method takes to find the primes: it looks for a square a² - n, with a from the square
 * root of n upwards, and meets it at a = (p + q) / 2. So the steps are known without taking them.
 */
function fermatDistance({ modulus, primes: [p, q] }: Numbers): bigint {
  return (p + q) / 2n - squareRoot(modulus);
}

/** Newton's method, from above. */
function squareRoot(square: bigint): bigint {
  let root = 1n << BigInt(Math.ceil(square.toString(2).length / 2));
  for (;;) {
    const next = (root + square / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

test('the measure of Fermat’s distance finds primes that are close', () => {
  const numbers = (p: bigint, q: bigint): Numbers => ({ modulus: p * q, primes: [p, q] });
  expect(fermatDistance(numbers(10007n, 10009n))).toBeLessThan(3n);
  expect(fermatDistance(numbers(1000003n, 99999989n))).toBeGreaterThan(40_000_000n);
});

test(`G3: ${count} generated keys share no prime, and none has primes that are close`, async () => {
  const keys: Numbers[] = [];
  while (keys.length < count) keys.push(...(await Promise.all([generateNumbers(), generateNumbers()])));

  expect(new Set(keys.map(({ modulus }) => modulus)).size).toBe(count);
  for (const { modulus, primes } of keys) expect(primes[0] * primes[1]).toBe(modulus);
  // Two moduli have a divisor in common exactly when they share one of their primes.
  expect(new Set(keys.flatMap(({ primes }) => primes)).size).toBe(2 * count);
  const product = keys.reduce((all, { modulus }) => all * modulus, 1n);
  for (const { modulus } of keys) {
    expect(greatestCommonDivisor(modulus, (product / modulus) % modulus)).toBe(1n);
  }
  for (const key of keys) expect(fermatDistance(key)).toBeGreaterThan(fermatSteps);
});
