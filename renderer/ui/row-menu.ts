import { on } from 'svelte/events';

export interface MenuPlace {
  /** The point that the menu opens at, in pixels of the window. */
  readonly x: number;
  readonly y: number;
  /** What has the focus again afterwards. */
  readonly from: HTMLElement;
}

const textFields = 'input, textarea, [contenteditable="true"]';

/**
 * Tells when the menu of a row is asked for without its button: by a right click, or by the keys for that. Text fields and
 * selected text keep the menu of their own.
 *
 * @param onasked with the row, and where its menu shall open
 */
export function asksForMenu(
  onasked: (row: HTMLElement, place: MenuPlace) => void,
): (rows: HTMLElement) => () => void {
  /** Noted before: on macOS a right click selects the word under it, and then asks for the menu. */
  let isOnSelection = false;

  function ask(event: Event, placeOf: (row: HTMLElement) => MenuPlace): void {
    const row = rowOf(event);
    if (!row || event.defaultPrevented) return;
    event.preventDefault();
    onasked(row, placeOf(row));
  }

  return (rows) => {
    const endings = [
      on(rows, 'pointerdown', (event) => (isOnSelection = isSelected(event.target)), { capture: true }),
      on(rows, 'contextmenu', (event) => {
        if (!isOnSelection) ask(event, (from) => ({ x: event.clientX, y: event.clientY, from }));
      }),
      // Not every system has a key that asks for a menu by an event of its own.
      on(rows, 'keydown', (event) => {
        if (isMenuKey(event)) ask(event, (row) => ({ ...below(row), from: focused() ?? row }));
      }),
    ];
    return () => endings.forEach((end) => end());
  };
}

function isMenuKey({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey);
}

function rowOf({ target }: Event): HTMLElement | null {
  if (!(target instanceof Element) || target.closest(textFields)) return null;
  return target.closest<HTMLElement>('[role="row"]');
}

function focused(): HTMLElement | undefined {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement ? activeElement : undefined;
}

function isSelected(target: EventTarget | null): boolean {
  const selection = getSelection();
  return selection?.isCollapsed === false && target instanceof Node && selection.containsNode(target, true);
}

function below(row: HTMLElement): Pick<MenuPlace, 'x' | 'y'> {
  const { left, bottom } = row.getBoundingClientRect();
  return { x: left, y: bottom };
}
