export interface TransferItem {
  readonly id: string;
  readonly label: string;
  /** A second line, for instance an address. */
  readonly description?: string;
  /** At the end of the row, for instance what will be replaced. */
  readonly note?: string | undefined;
  /** Why it can't be chosen; the item stays visible, disabled, with this in its second line. */
  readonly disabledReason?: string | undefined;
}

export interface TransferListTexts {
  readonly search: string;
  readonly selectAll: string;
  /** For instance "2 of 14 selected". */
  readonly selected: (selected: number, total: number) => string;
  readonly noMatch: string;
}

export interface TransferTexts extends TransferListTexts {
  readonly available: string;
  readonly chosen: string;
  readonly add: string;
  readonly remove: string;
  readonly noneAvailable: string;
  readonly noneChosen: string;
  /** Read out after a move. */
  readonly chosenCount: (count: number) => string;
}

/** Items in whose label or description the text occurs, whatever its case. */
export function searchItems(items: readonly TransferItem[], search: string): readonly TransferItem[] {
  const wanted = search.trim().toLocaleLowerCase();
  if (wanted === '') return items;
  return items.filter((item) =>
    `${item.label}\n${item.description ?? ''}`.toLocaleLowerCase().includes(wanted),
  );
}
