import type { TableRow } from '../../../renderer/ui/sorted-rows.svelte.ts';

interface ShownRows {
  readonly rows: readonly TableRow<string>[];
  readonly show: (letters: string) => void;
}

/** A table of one row for each letter; what it shows can change. */
export function shownRows(letters: string): ShownRows {
  let shown = $state(letters);
  return {
    get rows() {
      return Array.from(shown, (id) => ({ id, value: id }));
    },
    show: (next) => (shown = next),
  };
}
