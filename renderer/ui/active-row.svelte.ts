import type { TableRow } from './sorted-rows.svelte.ts';

interface Place {
  readonly index: number;
  /** Of the row that was there. */
  readonly id: string | undefined;
}

/** The one row of a table that Tab reaches. It stays the same record when the order of the rows changes. */
export class ActiveRow {
  readonly #rows: () => readonly Pick<TableRow<unknown>, 'id'>[];
  #last: Place = $state.raw({ index: 0, id: undefined });

  /** Where the row is gone, the one that is in its place now; -1 where there are none. */
  readonly index: number = $derived.by(() => {
    const { index, id } = this.#last;
    const rows = this.#rows();
    const now = id === undefined || rows[index]?.id === id ? index : rows.findIndex((row) => row.id === id);
    return Math.min(now < 0 ? index : now, rows.length - 1);
  });

  constructor(rows: () => readonly Pick<TableRow<unknown>, 'id'>[]) {
    this.#rows = rows;
  }

  /** The row at this place is the one from now on. */
  be(index: number): void {
    this.#last = { index, id: this.#rows()[index]?.id };
  }
}
