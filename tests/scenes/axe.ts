import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';

export interface Violation {
  readonly rule: string;
  /** What was found where, for people. */
  readonly at: readonly string[];
}

/** WCAG 2.2 level AA, with the size of targets, and what axe calls good practice. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on what the page shows now. */
export async function violationsOn(page: Page): Promise<readonly Violation[]> {
  await endAnimations(page);
  // Legacy: without a page of its own for the evaluation, which an application does not open.
  const found = await new AxeBuilder({ page }).setLegacyMode().withTags(tags).analyze();
  if (found.passes.length < 10) throw new Error('axe has looked at next to nothing');
  return found.violations.map(({ id, nodes }) => ({
    rule: id,
    at: nodes.map(({ html, failureSummary = '' }) => `${html} ${failureSummary}`),
  }));
}

/** Colours in the middle of a transition are nobody's. */
async function endAnimations(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
        .map(({ finished }) => finished),
    ),
  );
}
