type Position = number | undefined;

/**
 * Which of the page's rows shows which record. A list that is scrolled far shows its new records in the rows that are
 * there already, which costs a fraction of making them anew. Two kinds of rows never come to show another record: those
 * that somebody has used, so that an open menu or the focus stays with what it was for, and those that would have to
 * change places in the page with one that stays, which takes the focus away.
 */
export class RowKeys {
  #rows: readonly { readonly id: string; readonly key: number }[] = [];
  /** Of the rows that are there. */
  #used = new Set<number>();
  #next = 0;

  /** A key for each of the records, in their order. Asked again for the same ones it gives the same keys. */
  of(ids: readonly string[]): readonly number[] {
    const positions = new Map(this.#rows.map(({ id }, position) => [id, position]));
    const stays = ids.map((id) => positions.get(id));
    const keepOrder = isAscending(stays);
    let from = 0;
    this.#rows = ids.map((id, index) => {
      const spare = keepOrder ? this.#spare(from, stays.slice(index)) : undefined;
      const position = stays[index] ?? spare;
      if (position !== undefined) from = position + 1;
      return { id, key: this.#rows[position ?? -1]?.key ?? this.#next++ };
    });
    const keys = this.#rows.map(({ key }) => key);
    this.#used = this.#used.intersection(new Set(keys));
    return keys;
  }

  /** From now on the row of this key belongs to the record that it shows. */
  use(key: number): void {
    this.#used.add(key);
  }

  /** The first row from a position on that is free, before the next one that stays. */
  #spare(from: number, stays: readonly Position[]): Position {
    const end = stays.find((position) => position !== undefined) ?? this.#rows.length;
    for (let position = from; position < end; position++) {
      const row = this.#rows[position];
      if (row && !this.#used.has(row.key)) return position;
    }
    return undefined;
  }
}

function isAscending(positions: readonly Position[]): boolean {
  const known = positions.filter((position) => position !== undefined);
  return known.every((position, index) => position > (known[index - 1] ?? -1));
}
