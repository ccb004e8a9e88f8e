import type { Page } from 'playwright';

/** Waits for what moves to an end: colours in the middle of a transition are nobody's. */
export async function endAnimations(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
        .map(({ finished }) => finished),
    ),
  );
}
