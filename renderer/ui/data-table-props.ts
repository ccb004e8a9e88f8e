import type { Snippet } from 'svelte';
import type { TableLayout } from '../../shared/model/settings.ts';
import type { BulkAction } from './bulk-action.ts';
import type { ListView } from './list-view.svelte.ts';
import type { Sort } from './sorted-rows.svelte.ts';
import type { TableColumn } from './table-column.ts';
import type { MenuAction, MenuGroups } from './menu-action.ts';
export interface DataTableProps<Row> {
  /** The table's name for screen readers. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly TableColumn<Row>[];
  readonly rowId: (row: Row) => string;
  /** What names a row, for instance its name: for its checkbox and its menu. */
  readonly rowLabel: (row: Row) => string;
  /** The filter and the selection, where they outlive the table. */
  readonly view?: ListView;
  /** Told how many rows the filter has left, whenever that changes. */
  readonly onshown?: (count: number) => void;
  readonly initialSort?: Sort;
  /** How the table was left, and where to tell how it is now. */
  readonly layout?: TableLayout | undefined;
  readonly onlayout?: (layout: TableLayout) => void;
  /** What can be done with several rows; where it is given, rows can be selected. */
  readonly bulkActions?: (rows: readonly Row[]) => readonly BulkAction[];
  /** The most wanted come first: as many as there is room for are buttons, the others are in its menu, dangerous ones last. */
  readonly inlineActions?: (row: Row) => readonly MenuAction[];
  readonly menuActions?: (row: Row) => MenuGroups;
  /** Enter or a double click on a row. */
  readonly onopen?: (row: Row) => void;
  /** Goes to the row of this id as soon as it is there, and tells that it has. */
  readonly reveal?: string | undefined;
  readonly onrevealed?: () => void;
  readonly loading?: boolean;
  readonly texts: {
    readonly actions: string;
    readonly menuFor: (rowLabel: string) => string;
    readonly selectRow?: (rowLabel: string) => string;
    readonly selectAll?: string;
    readonly selected?: (count: number) => string;
    readonly clearSelection?: string;
    readonly columns?: string;
    readonly allColumns?: string;
    /** Said of a column that is wanted but that there is no room for. */
    readonly crowdedOut?: string;
    readonly loading: string;
  };
  /** In the rows' place when there are none. */
  readonly empty: Snippet;
  /** In the rows' place when the filter hides them all. */
  readonly noMatch: Snippet;
  /** In the rows' place when they could not be loaded. */
  readonly failure?: Snippet | undefined;
}
