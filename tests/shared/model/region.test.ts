import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isKeyPairLimit, isSameRegionName, regionNameProblem } from '../../../shared/model/region.ts';

test('a name that is accepted is one line of something that can be seen', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 70 }), (name) => {
      if (regionNameProblem(name) !== undefined) return;
      expect(name.trim()).not.toBe('');
      expect(name.length).toBeLessThanOrEqual(64);
      expect(name).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u);
    }),
  );
});

test('capitals, spaces around and forms of the same letters make no other name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (name) => {
      expect(isSameRegionName(` ${name.toUpperCase()} `, name.toLowerCase())).toBe(true);
    }),
  );
  expect(isSameRegionName('Zürich', 'Zu\u0308rich')).toBe(true);
  expect(isSameRegionName('Berlin', 'Berlin 2')).toBe(false);
});

test.each([
  ['My servers', undefined],
  ['香港', undefined],
  [' ', 'empty'],
  ['x'.repeat(65), 'too-long'],
  ['a\u202eb', 'character'],
])('%j: %s', (name, problem) => {
  expect(regionNameProblem(name)).toBe(problem);
});

test('a limit is a whole number from 1 to 1000', () => {
  expect([1, 10, 1000].every(isKeyPairLimit)).toBe(true);
  expect([0, 1001, 2.5, Number.NaN, Infinity].some(isKeyPairLimit)).toBe(false);
});
