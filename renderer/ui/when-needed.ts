/** What shows that an element is about to be used, and on which element it was. */
export interface Need {
  readonly element: HTMLElement;
  readonly event: Event;
}

/** The pointer comes, the focus comes, or it is clicked with neither: so do screen readers. */
type Sign = 'pointerenter' | 'focus' | 'click';

/**
 * Tells once that an element is about to be used. A long table has hundreds of menus and tooltips, and what is behind
 * them costs more than all the rest of it: it is made when it is needed. Returns a function that ends the waiting.
 */
export function whenNeeded(
  element: HTMLElement,
  signs: readonly Sign[],
  onneeded: (need: Need) => void,
): () => void {
  const end = (): void => signs.forEach((sign) => element.removeEventListener(sign, listener));
  const listener = (event: Event): void => {
    end();
    // Not at once: the focus may come while the page is being changed, when no state may be.
    queueMicrotask(() => onneeded({ element, event }));
  };
  for (const sign of signs) element.addEventListener(sign, listener);
  return end;
}

/** Gives the event once more to who was not there to hear it. */
export function repeatEvent({ element, event }: Need): void {
  if (event instanceof PointerEvent) element.dispatchEvent(new PointerEvent(event.type, event));
  else if (event instanceof FocusEvent) element.dispatchEvent(new FocusEvent(event.type, event));
}
