import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RowKeys } from '../../../renderer/ui/row-keys.ts';

const ids = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => `row-${from + index}`);

describe('the rows of a list that is scrolled', () => {
  test('show other records when none of theirs is left in view', () => {
    const keys = new RowKeys();
    expect(keys.of(ids(500, 503))).toEqual(keys.of(ids(0, 3)));
  });

  test('keep their record as long as it is in view', () => {
    const keys = new RowKeys();
    const [, ...rest] = keys.of(ids(0, 4));
    expect(keys.of(ids(1, 5)).slice(0, 3)).toEqual(rest);
  });

  test('are as many as there are records', () => {
    const keys = new RowKeys();
    keys.of(ids(0, 2));
    expect(new Set(keys.of(ids(10, 15))).size).toBe(5);
  });

  test('never show another record once they were used', () => {
    const keys = new RowKeys();
    const [first = -1, used = -1, last] = keys.of(ids(0, 3));
    keys.use(used);
    const next = keys.of(ids(10, 13));
    expect(next).not.toContain(used);
    expect(next.slice(0, 2)).toEqual([first, last]);
  });

  test('never change places with one that stays', () => {
    const list = fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(String), { maxLength: 12 });
    fc.assert(
      fc.property(list, list, (before, after) => {
        const keys = new RowKeys();
        const old = [...keys.of(before)];
        const next = keys.of(after);
        expect(new Set(next).size).toBe(after.length);
        const stays = after.flatMap((id) => (before.includes(id) ? [before.indexOf(id)] : []));
        for (const [index, id] of after.entries())
          if (before.includes(id)) expect(next[index]).toBe(old[before.indexOf(id)]);
        if (stays.some((position, index) => position < (stays[index - 1] ?? -1))) return;
        const places = next.flatMap((key) => (old.includes(key) ? [old.indexOf(key)] : []));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }),
    );
  });
});
