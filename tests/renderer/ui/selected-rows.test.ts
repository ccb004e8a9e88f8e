import { describe, expect, test } from 'vitest';
import { ListView } from '../../../renderer/ui/list-view.svelte.ts';
import { SelectedRows } from '../../../renderer/ui/selected-rows.svelte.ts';
import { shownRows } from './shown-rows.svelte.ts';

const key = (name: string, shiftKey = false, ctrlKey = false) => ({
  ...{ key: name, shiftKey, ctrlKey },
  metaKey: false,
});

describe('rows selected by keyboard', () => {
  test('Space selects a row and lets it go again, Shift and Space all from the one before', () => {
    const selection = new SelectedRows(() => shownRows('abcde').rows);
    selection.key(key(' '), 'b');
    expect(selection.rows).toEqual(['b']);
    selection.key(key(' ', true), 'd');
    expect(selection.rows).toEqual(['b', 'c', 'd']);
    selection.key(key(' '), 'b');
    expect(selection.rows).toEqual(['c', 'd']);
  });

  test('Shift and an arrow take the row that is left along, and the one that is reached', () => {
    const selection = new SelectedRows(() => shownRows('abcde').rows);
    selection.extend('b', 2);
    selection.extend('c', 3);
    expect(selection.rows).toEqual(['b', 'c', 'd']);
    expect(selection.state).toBe('some');
  });

  test('Ctrl and A select all, Escape none; a second Escape is left to others', () => {
    const selection = new SelectedRows(() => shownRows('abc').rows);
    expect(selection.key(key('a', false, true), 'a')).toBe(true);
    expect(selection.state).toBe('all');
    expect(selection.key(key('Escape'), 'a')).toBe(true);
    expect(selection.state).toBe('none');
    expect(selection.key(key('Escape'), 'a')).toBe(false);
    expect(selection.key(key('x'), 'a')).toBe(false);
  });
});

test('what the filter hides, or is gone, is not selected: nothing is done with what can’t be seen', () => {
  const table = shownRows('abcd');
  const selection = new SelectedRows(() => table.rows);
  selection.toggleAll();
  table.show('bd');
  expect(selection.rows).toEqual(['b', 'd']);
  expect(selection.has('a')).toBe(false);
  expect(selection.state).toBe('all');
});

test('the selection outlives its table; of it, what is there is selected when the table is back', () => {
  const view = new ListView();
  const before = new SelectedRows(() => shownRows('abcd').rows, view);
  before.toggle('a', false);
  before.toggle('c', false);
  const after = new SelectedRows(() => shownRows('bcd').rows, view);
  expect(after.rows).toEqual(['c']);
  after.clear();
  expect(view.selectedIds).toEqual([]);
});
