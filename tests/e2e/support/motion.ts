import type { Page } from '@playwright/test';

/** How long each thing on the page that moves at all takes for it, in words of CSS: `0.15s`. */
export async function movements(page: Page): Promise<readonly string[]> {
  const times = await page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((element) => {
      const { animationDuration, transitionDuration } = getComputedStyle(element);
      return `${animationDuration}, ${transitionDuration}`.split(', ');
    }),
  );
  return times.filter((time) => Number.parseFloat(time) > 0.001);
}
