import { describe, expect, test } from 'vitest';
import { ActiveRow } from '../../../renderer/ui/active-row.svelte.ts';
import { shownRows } from './shown-rows.svelte.ts';

describe('the row that Tab reaches', () => {
  test('is the first one until another is', () => {
    const table = shownRows('abc');
    const active = new ActiveRow(() => table.rows);
    expect(active.index).toBe(0);
    table.show('cab');
    expect(active.index).toBe(0);
    active.be(2);
    expect(active.index).toBe(2);
  });

  test('stays the same record in another order, and when others come before it', () => {
    const table = shownRows('abc');
    const active = new ActiveRow(() => table.rows);
    active.be(1);
    table.show('cba');
    expect(active.index).toBe(1);
    table.show('bca');
    expect(active.index).toBe(0);
    table.show('xyzcba');
    expect(active.index).toBe(4);
  });

  test('is the one in its place, or the last one, when the record is gone; none in an empty table', () => {
    const table = shownRows('abcd');
    const active = new ActiveRow(() => table.rows);
    active.be(2);
    table.show('abd');
    expect(active.index).toBe(2);
    table.show('a');
    expect(active.index).toBe(0);
    table.show('');
    expect(active.index).toBe(-1);
    table.show('abcd');
    expect(active.index).toBe(2);
  });
});
