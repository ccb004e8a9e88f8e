/** For what appears where a long dialog may not show it: scrolls it into view. */
export function showElement(element: HTMLElement): void {
  element.scrollIntoView({ block: 'nearest' });
}
