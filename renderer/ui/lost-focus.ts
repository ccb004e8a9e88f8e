/**
 * Gives the focus a new place when what had it has left the page: a row that was removed, the menu of that row. The
 * browser would put it nowhere, and whoever works by keyboard would begin at the top of the window again. Returns a
 * function that ends it.
 * @param place where to go; asked when the focus is lost
 */
export function keepFocus(place: () => HTMLElement | null): () => void {
  let last: Element | null = null;
  let frame = 0;
  // Whoever clicks beside everything has put the focus nowhere on purpose.
  const note = (): void => {
    last = document.activeElement === document.body ? null : document.activeElement;
  };
  const check = (): void => {
    frame = 0;
    if (!isLost(last)) return;
    last = null;
    place()?.focus();
  };
  // Not at once: a dialog or menu that closes may still give the focus back, and another may open.
  const observer = new MutationObserver(() => {
    if (frame === 0 && isLost(last)) frame = requestAnimationFrame(() => requestAnimationFrame(check));
  });
  observer.observe(document.body, { childList: true, subtree: true });
  document.addEventListener('focusin', note);
  document.addEventListener('pointerup', note, { capture: true });
  return () => {
    observer.disconnect();
    document.removeEventListener('focusin', note);
    document.removeEventListener('pointerup', note, { capture: true });
  };
}

function isLost(last: Element | null): boolean {
  return last?.isConnected === false && document.activeElement === document.body;
}
