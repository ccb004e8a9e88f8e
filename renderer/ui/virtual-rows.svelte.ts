import { untrack } from 'svelte';
import { fromStore } from 'svelte/store';
import { createVirtualizer } from '@tanstack/svelte-virtual';

/** Up to so many rows are all rendered: the browser's own find and screen readers then see them all. */
export const renderAllUpTo = 100;

export interface VirtualRowsOptions {
  readonly count: number;
  readonly element: HTMLElement | null;
  /** In px; all rows are equally high. */
  readonly rowHeight: number;
  /** Height in px of a sticky header inside the scrolling element. */
  readonly headerHeight: number;
  /** Stays rendered wherever the list is scrolled to, so that the focus is not lost with its row. */
  readonly keepIndex: number;
}

export interface VirtualRow {
  readonly index: number;
  /** In px from the top of the list. */
  readonly start: number;
}

/** The rows of a long list that have to be in the page. Has to be made while a component is set up. */
export class VirtualRows {
  readonly #options: () => VirtualRowsOptions;
  readonly #store: ReturnType<typeof createVirtualizer<HTMLElement, HTMLElement>>;
  readonly #current: { readonly current: { getVirtualItems: () => { index: number }[] } };

  readonly rows: readonly VirtualRow[] = $derived.by(() => this.#visibleRows());

  constructor(options: () => VirtualRowsOptions) {
    this.#options = options;
    const initial = untrack(options);
    this.#store = createVirtualizer<HTMLElement, HTMLElement>({
      count: initial.count,
      estimateSize: () => initial.rowHeight,
      getScrollElement: () => untrack(options).element,
      scrollPaddingEnd: initial.headerHeight,
      overscan: 2,
    });
    this.#current = fromStore(this.#store);
    // Without a subscriber the store lets go of its element, and at the next change would scroll it to where it last knew it.
    $effect(() => this.#store.subscribe(() => undefined));
    // The adapter is store-based: what changes has to be pushed into it.
    $effect(() => {
      const { count, element } = options();
      untrack(() => fromStore(this.#store).current.setOptions({ count, getScrollElement: () => element }));
    });
  }

  get totalHeight(): number {
    const { count, rowHeight } = this.#options();
    return count * rowHeight;
  }

  scrollTo(index: number): void {
    fromStore(this.#store).current.scrollToIndex(index);
  }

  #visibleRows(): VirtualRow[] {
    const { count, rowHeight, keepIndex } = this.#options();
    const indexes =
      count <= renderAllUpTo
        ? Array.from({ length: count }, (_, index) => index)
        : this.#current.current.getVirtualItems().map(({ index }) => index);
    if (keepIndex >= 0 && keepIndex < count && !indexes.includes(keepIndex)) indexes.push(keepIndex);
    return indexes
      .filter((index) => index < count)
      .toSorted((a, b) => a - b)
      .map((index) => ({ index, start: index * rowHeight }));
  }
}
