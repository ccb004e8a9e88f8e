import type { Page } from 'playwright';

/** Controls that a person can't get at, because they are cut off where nothing scrolls, or scroll in next to no room. */
export function misfitsOn(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const leastScrollerHeight = 40;
    const slack = 1;

    function isInside(inner: DOMRect, outer: DOMRect): boolean {
      return (
        inner.left >= outer.left - slack &&
        inner.right <= outer.right + slack &&
        inner.top >= outer.top - slack &&
        inner.bottom <= outer.bottom + slack
      );
    }

    function isReachable(control: Element): boolean {
      for (let outer = control.parentElement; outer; outer = outer.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(outer);
        const overflow = `${overflowX} ${overflowY}`;
        if (/auto|scroll/.test(overflow)) return outer.clientHeight >= leastScrollerHeight;
        if (/hidden|clip/.test(overflow))
          return isInside(control.getBoundingClientRect(), outer.getBoundingClientRect());
      }
      return true;
    }

    function isShown(control: Element): boolean {
      const isForScreenReaders =
        control.matches('[aria-hidden="true"]') || control.closest('.visually-hidden');
      return !isForScreenReaders && control.checkVisibility({ visibilityProperty: true });
    }

    const controls = [
      ...document.querySelectorAll('button, input, textarea, [role="menuitem"], [role="option"]'),
    ];
    const isSideways = document.documentElement.scrollWidth > innerWidth;
    return [
      ...(isSideways ? ['the window scrolls sideways'] : []),
      ...controls
        .filter((control) => isShown(control) && !isReachable(control))
        .map((control) => `cut off: ${control.outerHTML.slice(0, 160)}`),
    ];
  });
}
