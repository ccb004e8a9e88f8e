import { tick } from 'svelte';
import type { ActiveRow } from './active-row.svelte.ts';
import { movedIndex } from './list-keys.ts';
import type { SelectedRows } from './selected-rows.svelte.ts';
import type { TableRow } from './sorted-rows.svelte.ts';
import type { VirtualRows } from './virtual-rows.svelte.ts';

interface Table<Row> {
  readonly rows: readonly TableRow<Row>[];
  readonly scroller: HTMLElement | null;
  /** Whether rows can be selected. */
  readonly isSelectable: boolean;
  readonly onopen: ((row: Row) => void) | undefined;
}

interface Parts<Row> {
  readonly active: ActiveRow;
  readonly virtual: VirtualRows;
  readonly selection: SelectedRows<Row>;
}

/** A table by keyboard: from row to row, opening and selecting the one that has the focus. */
export class RowNavigation<Row> {
  readonly #table: () => Table<Row>;
  readonly #parts: Parts<Row>;

  constructor(table: () => Table<Row>, parts: Parts<Row>) {
    this.#table = table;
    this.#parts = parts;
  }

  async focus(index: number): Promise<void> {
    const { active, virtual } = this.#parts;
    active.be(index);
    virtual.scrollTo(index);
    await tick();
    this.#table().scroller?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus();
  }

  /** Keys on a row itself; the controls inside a row keep theirs. */
  keydown(event: KeyboardEvent, index: number): void {
    const { rows, isSelectable } = this.#table();
    const row = rows[index];
    if (event.target !== event.currentTarget || !row) return;
    if (
      this.#moves(event, index, row.id) ||
      this.#opens(event, row.value) ||
      (isSelectable && this.#parts.selection.key(event, row.id))
    )
      event.preventDefault();
  }

  #moves(event: KeyboardEvent, index: number, id: string): boolean {
    const { rows, isSelectable } = this.#table();
    const next = movedIndex(event.key, index, rows.length);
    if (next === undefined) return false;
    if (event.shiftKey && isSelectable) this.#parts.selection.extend(id, next);
    void this.focus(next);
    return true;
  }

  #opens(event: KeyboardEvent, row: Row): boolean {
    const { onopen } = this.#table();
    if (event.key !== 'Enter' || !onopen) return false;
    onopen(row);
    return true;
  }
}
