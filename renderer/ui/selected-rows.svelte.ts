import { extendTo, selectionState, toggleAll, toggleId, type SelectionState } from './row-selection.ts';
import { ListView } from './list-view.svelte.ts';
import type { TableRow } from './sorted-rows.svelte.ts';

/**
 * The rows that are selected. Those that the filter hides, or that are gone, are not: nothing is done with what can't
 * be seen.
 */
export class SelectedRows<Row> {
  readonly #shown: () => readonly TableRow<Row>[];
  readonly #view: ListView;
  /** The row that was touched last. */
  #anchor: string | undefined;

  readonly #chosen: readonly TableRow<Row>[] = $derived.by(() =>
    this.#shownWith(setOf(this.#view.selectedIds)),
  );
  readonly #chosenIds: ReadonlySet<string> = $derived(setOf(this.#chosen.map(({ id }) => id)));
  readonly rows: readonly Row[] = $derived(this.#chosen.map(({ value }) => value));
  readonly state: SelectionState = $derived.by(() =>
    this.#chosen.length === 0 ? 'none' : selectionState(this.#shownIds(), this.#chosenIds),
  );

  constructor(shown: () => readonly TableRow<Row>[], view = new ListView()) {
    this.#shown = shown;
    this.#view = view;
  }

  has(id: string): boolean {
    return this.#chosenIds.has(id);
  }

  clear(): void {
    this.#view.selectedIds = [];
  }

  toggleAll(): void {
    this.#view.selectedIds = toggleAll(this.#shownIds(), this.#view.selectedIds);
  }

  /** @param upTo with all rows from the one that was touched before */
  toggle(id: string, upTo: boolean): void {
    const all = this.#shownIds();
    this.#view.selectedIds = upTo
      ? extendTo(all, this.#view.selectedIds, this.#anchor, id)
      : toggleId(all, this.#view.selectedIds, id);
    this.#anchor = id;
  }

  /** Selects the row that has the focus and all up to the one that it goes to. */
  extend(from: string, index: number): void {
    const to = this.#shown()[index];
    if (!to) return;
    this.#view.selectedIds = extendTo(this.#shownIds(), this.#view.selectedIds, from, from);
    this.#anchor = from;
    this.toggle(to.id, true);
  }

  /** Answers whether the key was one that selects. */
  key(event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey'>, id: string): boolean {
    if (event.key === ' ') this.toggle(id, event.shiftKey);
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) this.#view.selectedIds = this.#shownIds();
    else if (event.key === 'Escape' && this.#chosen.length > 0) this.clear();
    else return false;
    return true;
  }

  #shownIds(): string[] {
    return this.#shown().map(({ id }) => id);
  }

  #shownWith(ids: ReadonlySet<string>): readonly TableRow<Row>[] {
    return ids.size === 0 ? [] : this.#shown().filter(({ id }) => ids.has(id));
  }
}

/** Made anew whenever it changes: no reactive set is needed. */
function setOf(ids: readonly string[]): ReadonlySet<string> {
  return Object.freeze(new Set(ids));
}
