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

interface SortedEntry {
  readonly getValue: (columnId: string) => unknown;
}

function compareEntries(a: SortedEntry, b: SortedEntry, columnId: string): number {
  return compareValues(a.getValue(columnId) as string | number, b.getValue(columnId) as string | number);
}

/** Rows in the order that the user has asked for. Has to be made while a component is set up. */
export class SortedRows<Row> {
  readonly #table: ReturnType<typeof createTable<typeof features, { readonly value: Row }>>;

  readonly rows: readonly TableRow<Row>[] = $derived.by(() =>
    this.#table.getRowModel().rows.map(({ id, original }) => ({ id, value: original.value })),
  );
  readonly sort: Sort | undefined = $derived.by(() => this.#table.atoms.sorting.get()[0]);

  constructor(options: () => SortedRowsOptions<Row>, initialSort: Sort | undefined) {
    const data = $derived(options().rows.map((value) => ({ value })));
    const columns = $derived(options().columns.map(asColumnDef));
    this.#table = createTable<typeof features, { readonly value: Row }>({
      features,
      get data() {
        return data;
      },
      get columns() {
        return columns;
      },
      getRowId: ({ value }) => options().rowId(value),
      enableSortingRemoval: false,
      initialState: { sorting: initialSort ? [{ ...initialSort }] : [] },
    });
  }

  toggle(columnId: string): void {
    this.#table.getColumn(columnId)?.toggleSorting();
  }
}

function asColumnDef<Row>(column: TableColumn<Row>) {
  return {
    id: column.id,
    accessorFn: ({ value }: { readonly value: Row }) => column.sortValue?.(value) ?? column.text(value),
    sortFn: compareEntries,
    sortDescFirst: false,
  };
}
