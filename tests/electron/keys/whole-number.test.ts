import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  greatestCommonDivisor,
  inverseModulo,
  powerModulo,
  squareRoot,
  toBytes,
  toMagnitude,
  toNumber,
} from '../../../electron/keys/whole-number.ts';

const big = fc.bigInt({ min: 1n, max: 2n ** 600n });

test('a number is the same after it was bytes', () => {
  fc.assert(
    fc.property(big, (number) => {
      expect(toNumber(toMagnitude(number))).toBe(number);
      expect(toNumber(toBytes(number, 100))).toBe(number);
      expect(toBytes(number, 100)).toHaveLength(100);
    }),
  );
});

test('a root squared is the number or less, and the next one is more', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 600n }), (number) => {
      const root = squareRoot(number);
      expect(root * root <= number && (root + 1n) * (root + 1n) > number).toBe(true);
    }),
  );
});

test('a number times its inverse is 1, and there is none exactly where they share a divisor', () => {
  fc.assert(
    fc.property(big, fc.bigInt({ min: 2n, max: 2n ** 300n }), (number, modulus) => {
      const inverse = inverseModulo(number, modulus);
      if (inverse === undefined) expect(greatestCommonDivisor(number, modulus)).not.toBe(1n);
      else expect((number * inverse) % modulus).toBe(1n);
    }),
  );
});

test('a power is that of repeated multiplication', () => {
  fc.assert(
    fc.property(
      big,
      fc.integer({ min: 0, max: 30 }),
      fc.bigInt({ min: 2n, max: 2n ** 300n }),
      (base, exponent, modulus) => {
        expect(powerModulo(base, BigInt(exponent), modulus)).toBe(base ** BigInt(exponent) % modulus);
      },
    ),
  );
});
