/** What a selection is after a click, Space or Shift: all functions give a new list in the rows' order. */

type Ids = readonly string[];

function inOrder(all: Ids, selected: ReadonlySet<string>): string[] {
  return all.filter((id) => selected.has(id));
}

export function toggleId(all: Ids, selected: Ids, id: string): string[] {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return inOrder(all, next);
}

/** Adds everything from the row that was touched before up to this one. */
export function extendTo(all: Ids, selected: Ids, anchor: string | undefined, id: string): string[] {
  const from = anchor === undefined ? -1 : all.indexOf(anchor);
  const to = all.indexOf(id);
  if (from < 0 || to < 0) return toggleId(all, selected, id);
  const [start, end] = from < to ? [from, to] : [to, from];
  return inOrder(all, new Set([...selected, ...all.slice(start, end + 1)]));
}

/** Everything, or nothing when everything is selected already. */
export function toggleAll(all: Ids, selected: Ids): string[] {
  const present = new Set(selected);
  return all.every((id) => present.has(id)) ? [] : [...all];
}

export type SelectionState = 'none' | 'some' | 'all';

export function selectionState(all: Ids, selected: ReadonlySet<string>): SelectionState {
  const count = all.reduce((sum, id) => sum + (selected.has(id) ? 1 : 0), 0);
  if (count === 0) return 'none';
  return count === all.length ? 'all' : 'some';
}
