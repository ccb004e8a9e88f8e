import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { endAnimations } from '../support/end-animations.ts';
import type { Stage, Theme } from './stage.ts';

export interface Violation {
  readonly rule: string;
  /** What was found where, for people. */
  readonly at: readonly string[];
}

/** WCAG 2.2 level AA, with the size of targets, and what axe calls good practice. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules whose answer depends on colours: a second theme needs no others. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/** What axe finds on what the page shows now. */
export async function violationsOn(page: Page, which: 'all' | 'colours'): Promise<readonly Violation[]> {
  await endAnimations(page);
  // Legacy: without a page of its own for the evaluation, which an application does not open.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (which === 'all') axe.options({ runOnly: tags, resultTypes: ['violations'] });
  else axe.options({ runOnly: colourRules, resultTypes: ['violations'] });
  const found = await axe.analyze();
  if (found.passes.length < (which === 'all' ? 10 : 1)) throw new Error('axe has looked at next to nothing');
  return found.violations.map(({ id, nodes }) => ({
    rule: id,
    at: nodes.map(({ html, failureSummary = '' }) => `${html} ${failureSummary}`),
  }));
}

/** Light with all rules, dark with those that it may break. */
export async function violationsInBothThemes(
  stage: Stage,
): Promise<Readonly<Record<Theme, readonly Violation[]>>> {
  await stage.light('light');
  const light = await violationsOn(stage.page, 'all');
  await stage.light('dark');
  return { light, dark: await violationsOn(stage.page, 'colours') };
}
