import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { movedIndex } from '../../../renderer/ui/list-keys.ts';

describe('moving through a list by keyboard', () => {
  test.each([
    ['ArrowDown', 3, 4],
    ['ArrowUp', 3, 2],
    ['PageDown', 3, 13],
    ['PageUp', 15, 5],
    ['Home', 7, 0],
    ['End', 7, 19],
  ])('%s from %i goes to %i', (key, from, to) => {
    expect(movedIndex(key, from, 20)).toBe(to);
  });

  test('stays inside the list', () => {
    const keys = fc.constantFrom('ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End');
    fc.assert(
      fc.property(keys, fc.nat(500), fc.integer({ min: 1, max: 500 }), (key, index, count) => {
        const next = movedIndex(key, index, count);
        expect(next).toBeGreaterThanOrEqual(0);
        expect(next).toBeLessThan(count);
      }),
    );
  });

  test('other keys, and keys in an empty list, move nothing', () => {
    expect(movedIndex('Enter', 0, 5)).toBeUndefined();
    expect(movedIndex('constructor', 0, 5)).toBeUndefined();
    expect(movedIndex('ArrowDown', 0, 0)).toBeUndefined();
  });
});
