import { toNumber } from '../whole-number.ts';
import { bitLength, invalidKey } from '../wire.ts';
import { publicBlobOf, wipe, type MultiPrimeKey, type RsaPrivateKey } from './private-key.ts';

/** OpenSSL makes no more than five. */
const maxPrimes = 8;

/**
 * The public half of a key with more than two primes, if its halves belong together; what is secret is overwritten.
 * Errors: `public-key-invalid` with the reason `halves`.
 */
export function multiPrimeKey(key: RsaPrivateKey, otherPrimes: readonly Buffer[]): MultiPrimeKey {
  try {
    if (!isWhole(key, [key.prime1, key.prime2, ...otherPrimes])) throw invalidKey('halves');
    return { type: 'multi-prime', publicBlob: publicBlobOf(key) };
  } finally {
    wipe(key);
  }
}

function isWhole(key: RsaPrivateKey, primes: readonly Buffer[]): boolean {
  const limit = bitLength(key.modulus);
  if (primes.length > maxPrimes || limit > 16_384) return false;
  if ([...primes, key.publicExponent].some((number) => bitLength(number) > limit)) return false;
  if (bitLength(key.privateExponent) > 2 * limit) return false;
  const factors = primes.map(toNumber);
  if (factors.some((factor) => factor < 3n)) return false;
  if (factors.reduce((product, factor) => product * factor, 1n) !== toNumber(key.modulus)) return false;
  const product = toNumber(key.publicExponent) * toNumber(key.privateExponent);
  return factors.every((factor) => product % (factor - 1n) === 1n);
}
