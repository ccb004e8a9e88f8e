import { untrack } from 'svelte';
import { createSortedRowModel, createTable, rowSortingFeature, tableFeatures } from '@tanstack/svelte-table';
import { compareValues, type TableColumn } from './table-column.ts';

export interface Sort {
  readonly id: string;
  readonly desc: boolean;
}

export interface TableRow<Row> {
  readonly id: string;
  readonly value: Row;
}

interface SortedRowsOptions<Row> {
  readonly rows: readonly Row[];
  readonly columns: readonly TableColumn<Row>[];
  readonly rowId: (row: Row) => string;
}

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

interface SortedEntry<Row> {
  readonly original: { readonly value: Row };
}

/** Of a class of its own: plain lists are made reactive all through by the table's adapter, which takes longer than all else. */
class StillList<Item> extends Array<Item> {}

/** Rows in the order that the user has asked for. Has to be made while a component is set up. */
export class SortedRows<Row> {
  readonly #table: ReturnType<typeof createTable<typeof features, { readonly value: Row }>>;

  readonly rows: readonly TableRow<Row>[] = $derived.by(() =>
    this.#table.getRowModel().rows.map(({ id, original }) => ({ id, value: original.value })),
  );
  readonly sort: Sort | undefined = $derived.by(() => this.#table.atoms.sorting.get()[0]);

  constructor(options: () => SortedRowsOptions<Row>, initialSort: Sort | undefined) {
    const { rowId } = untrack(options);
    const data = $derived(StillList.from(options().rows, (value) => ({ value })));
    const columns = $derived(StillList.from(options().columns, asColumnDef));
    this.#table = createTable<typeof features, { readonly value: Row }>({
      features,
      get data() {
        return data;
      },
      get columns() {
        return columns;
      },
      getRowId: ({ value }) => rowId(value),
      enableSortingRemoval: false,
      initialState: { sorting: initialSort ? [{ ...initialSort }] : [] },
    });
  }

  toggle(columnId: string): void {
    this.#table.getColumn(columnId)?.toggleSorting();
  }
}

function asColumnDef<Row>(column: TableColumn<Row>) {
  const valueOf = (row: Row) => column.sortValue?.(row) ?? column.text(row);
  return {
    id: column.id,
    accessorFn: ({ value }: { readonly value: Row }) => valueOf(value),
    // Not by the entries' own way to their values, which is reactive: with thousands of rows that is most of the time.
    sortFn: (a: SortedEntry<Row>, b: SortedEntry<Row>) =>
      compareValues(valueOf(a.original.value), valueOf(b.original.value)),
    sortDescFirst: false,
  };
}
