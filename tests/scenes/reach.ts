import type { Page } from 'playwright';
import { endAnimations } from '../support/end-animations.ts';

/**
 * What can't be reached or read on what the page shows now: in the menu, list or dialog that is on top, else on the
 * whole screen. Every control has to be hit once it was scrolled to, as the keyboard does, and no text may be cut off
 * unless what has the whole of it is at hand.
 */
export async function outOfReach(page: Page): Promise<readonly string[]> {
  await endAnimations(page);
  return page.evaluate(() => {
    const layers = document.querySelectorAll('[role="dialog"], [role="listbox"][data-side], [role="menu"]');
    const layer = [...layers].at(-1) ?? document.body;
    const controls =
      'button, a[href], input, textarea, select, summary, [role^="menuitem"], [role="option"], [role="radio"]';

    const isShown = (element: Element): boolean => {
      const { width, height } = element.getBoundingClientRect();
      return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true });
    };
    const nameOf = (element: Element): string =>
      `${element.tagName.toLowerCase()} “${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 60)}”`;

    const isHit = (control: Element): boolean => {
      control.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const { left, top, width, height } = control.getBoundingClientRect();
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      const label = hit?.closest('label');
      return control.contains(hit) || (label != null && label.control === control);
    };

    /** Its own, or of what is around it, up to the layer. */
    const isExplained = (element: Element): boolean => element.closest('[title], [role="note"]') !== null;

    const hasText = ({ childNodes }: Element): boolean =>
      [...childNodes].some(
        ({ nodeType, nodeValue }) => nodeType === Node.TEXT_NODE && nodeValue?.trim() !== '',
      );

    /** Whether what is beyond an element's sides can be scrolled to, is hidden, or neither. */
    const beyond = (element: Element): 'scrolled' | 'hidden' | 'shown' => {
      const { overflowX } = getComputedStyle(element);
      if (overflowX === 'hidden' || overflowX === 'clip') return 'hidden';
      return overflowX === 'visible' ? 'shown' : 'scrolled';
    };

    const rectOfText = (element: Element): DOMRect => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return range.getBoundingClientRect();
    };

    const isCut = (element: Element): boolean => {
      const text = rectOfText(element);
      for (let around: Element | null = element; around && around !== layer.parentElement;) {
        const { left, right } = around.getBoundingClientRect();
        const isBeyond = text.right > right + 1 || text.left < left - 1;
        if (isBeyond && beyond(around) === 'hidden') return true;
        if (beyond(around) === 'scrolled') return isBeyond && around.scrollWidth <= around.clientWidth;
        around = around.parentElement;
      }
      return false;
    };

    return [
      ...[...layer.querySelectorAll(controls)]
        .filter((control) => isShown(control) && !isHit(control))
        .map((control) => `out of reach: ${nameOf(control)}`),
      ...[...layer.querySelectorAll('*')]
        .filter((element) => hasText(element) && isShown(element) && !isExplained(element) && isCut(element))
        .map((element) => `cut off: ${nameOf(element)}`),
    ];
  });
}
