import { on } from 'svelte/events';

/** What a menu opens beside: an element, or a point. */
type MenuAnchor = HTMLElement | { readonly getBoundingClientRect: () => DOMRect };

export interface MenuPlace {
  readonly anchor: MenuAnchor;
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
        if (!isOnSelection) ask(event, (from) => ({ anchor: pointOf(event), from }));
      }),
      // Not every system has a key that asks for a menu by an event of its own.
      on(rows, 'keydown', (event) => {
        if (isMenuKey(event)) ask(event, (anchor) => ({ anchor, from: focused() ?? anchor }));
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

function pointOf({ clientX: x, clientY: y }: MouseEvent): MenuAnchor {
  return { getBoundingClientRect: () => new DOMRect(x, y) };
}
