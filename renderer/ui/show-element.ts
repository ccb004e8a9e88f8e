/** For what appears where a long dialog may not show it: scrolls it into view. */
export function showElement(element: HTMLElement): void {
  element.scrollIntoView({ block: 'nearest' });
}

/** The same for what takes the place of what had the focus: a frame later, when the focus has found its new place. */
export function showReplacement(element: HTMLElement): () => void {
  const frame = requestAnimationFrame(() => showElement(element));
  return () => cancelAnimationFrame(frame);
}
