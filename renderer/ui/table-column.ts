import type { Snippet } from 'svelte';

export interface TableColumn<Row> {
  readonly id: string;
  readonly header: string;
  /** The cell in words: what is shown where there is no `cell`, and what the filter looks at. */
  readonly text: (row: Row) => string;
  readonly cell?: Snippet<[Row]>;
  /** What the column sorts by, when that is not its text. */
  readonly sortValue?: (row: Row) => string | number;
  readonly sortable?: boolean;
  /** The column's smallest width in px, and its share of what is left. */
  readonly width: { readonly min: number; readonly grow: number };
  /** Where there is no room for all columns, those with a number give way: the lowest first. */
  readonly givesWay?: number;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Orders texts as people do (`web-2` before `web-10`) and numbers by size. */
export function compareValues(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator.compare(String(a), String(b));
}

/** A row with all that a filter looks at: every column's words, whether the column is shown or not. */
export interface SearchableRow<Row> {
  readonly id: string;
  readonly value: Row;
  readonly text: string;
}

export function searchable<Row>(
  rows: readonly Omit<SearchableRow<Row>, 'text'>[],
  columns: readonly TableColumn<Row>[],
): readonly SearchableRow<Row>[] {
  return rows.map(({ id, value }) => ({
    ...{ id, value },
    text: columns.map((column) => column.text(value).toLocaleLowerCase()).join('\n'),
  }));
}

/** Rows in which every word of the filter occurs, in whichever column, whatever its case. */
export function filterRows<Row>(
  rows: readonly SearchableRow<Row>[],
  filter: string,
): readonly SearchableRow<Row>[] {
  const words = filter.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ text }) => words.every((word) => text.includes(word)));
}

/** The tracks of a table's grid. All rows get the same, so that columns line up without measuring. */
export function gridTracks(
  columns: readonly Pick<TableColumn<never>, 'width'>[],
  before: number,
  after: number,
): { readonly template: string; readonly minWidth: number } {
  const tracks = columns.map(({ width }) => `minmax(${width.min}px, ${width.grow}fr)`);
  if (before > 0) tracks.unshift(`${before}px`);
  if (after > 0) tracks.push(`${after}px`);
  const minWidth = columns.reduce((sum, { width }) => sum + width.min, before + after);
  return { template: tracks.join(' '), minWidth };
}

/** The columns that there is room for. What does not give way stays, and is scrolled to. */
export function fittingColumns<Column extends Pick<TableColumn<never>, 'width' | 'givesWay'>>(
  columns: readonly Column[],
  room: number,
): readonly Column[] {
  const least = columns.reduce((sum, { width }) => sum + width.min, 0);
  if (least <= room) return columns;
  const [next] = columns
    .filter(({ givesWay }) => givesWay !== undefined)
    .toSorted((a, b) => (a.givesWay ?? 0) - (b.givesWay ?? 0));
  if (next === undefined) return columns;
  return fittingColumns(
    columns.filter((column) => column !== next),
    room,
  );
}

const menuWidth = 56;
/** A small button is as wide as its label, a little more, and its padding. */
const characterWidth = 7;
const buttonPadding = 18;

/** How many actions fit into a row as buttons beside its menu, and how wide in px the column then is. */
export function fittingActions(
  actions: readonly { readonly label: string }[],
  room: number,
): { readonly count: number; readonly width: number } {
  let width = menuWidth;
  for (const [count, { label }] of actions.entries()) {
    const next = width + Math.ceil(label.length * characterWidth + buttonPadding);
    if (next > room) return { count, width };
    width = next;
  }
  return { count: actions.length, width };
}
