import { existsSync } from 'node:fs';
import { chromium } from 'playwright';
import { compare, type Comparison } from '../comparison.ts';
import { buildPages } from '../table/pages.ts';
import { TablePage } from '../table/table-page.ts';

const rival = 'plain keyed Svelte table';
const systemChromium = '/usr/bin/chromium';

/** The table of servers with 10,000 of them, in the page as it is shipped. */
export async function bench(): Promise<readonly Comparison[]> {
  const pages = await buildPages();
  const browser = await chromium.launch({
    ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}),
    args: ['--no-sandbox'],
  });
  try {
    const our = new TablePage(browser, pages.ours, pages.data);
    const their = new TablePage(browser, pages.plain, pages.data);
    const contest = (
      name: string,
      unit: 'ms' | 'MB',
      runs: number,
      measure: (page: TablePage) => Promise<number>,
    ) => compare({ name, rival, unit, runs, ours: () => measure(our), theirs: () => measure(their) });
    return [
      await contest('first-rows', 'ms', 5, (page) => page.firstRows()),
      await contest('filter', 'ms', 9, (page) => page.filter('web-1234')),
      await contest('sort', 'ms', 9, (page) => page.sort()),
      await contest('heap', 'MB', 3, (page) => page.heap()),
      await contest('longest-frame', 'ms', 3, (page) => page.longestFrame()),
    ];
  } finally {
    await browser.close();
    pages.close();
  }
}
