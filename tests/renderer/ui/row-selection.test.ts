import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { extendTo, selectionState, toggleAll, toggleId } from '../../../renderer/ui/row-selection.ts';

const all = ['a', 'b', 'c', 'd', 'e'];

describe('selecting rows', () => {
  test('a row is selected, in the order of the list, and deselected again', () => {
    expect(toggleId(all, ['d'], 'b')).toEqual(['b', 'd']);
    expect(toggleId(all, ['b', 'd'], 'b')).toEqual(['d']);
  });

  test('toggling twice changes nothing', () => {
    fc.assert(
      fc.property(fc.subarray(all), fc.constantFrom(...all), (selected, id) => {
        expect(toggleId(all, toggleId(all, selected, id), id)).toEqual(selected);
      }),
    );
  });

  test('Shift adds everything between, upwards as well as downwards', () => {
    expect(extendTo(all, ['a'], 'b', 'd')).toEqual(['a', 'b', 'c', 'd']);
    expect(extendTo(all, [], 'd', 'b')).toEqual(['b', 'c', 'd']);
  });

  test('Shift without a row to start from selects the one row', () => {
    expect(extendTo(all, [], undefined, 'c')).toEqual(['c']);
    expect(extendTo(all, [], 'gone', 'c')).toEqual(['c']);
  });

  test('the box in the header selects all, and then none', () => {
    expect(toggleAll(all, ['b'])).toEqual(all);
    expect(toggleAll(all, all)).toEqual([]);
  });

  test('what is selected but not shown does not count', () => {
    expect(selectionState(all, new Set())).toBe('none');
    expect(selectionState(all, new Set(['hidden']))).toBe('none');
    expect(selectionState(all, new Set(['a', 'hidden']))).toBe('some');
    expect(selectionState(all, new Set(all))).toBe('all');
  });
});
