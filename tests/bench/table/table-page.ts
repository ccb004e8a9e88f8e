import type { Browser, CDPSession, Page } from 'playwright';

const scrollMs = 2000;

/** A page with a table of 10,000 servers, driven from inside it: Playwright's own way to it is not in the times. */
export class TablePage {
  readonly #browser: Browser;
  readonly #url: string;
  readonly #data: string;
  #page: Page | undefined;
  #session: CDPSession | undefined;

  constructor(browser: Browser, url: string, data: string) {
    this.#browser = browser;
    this.#url = url;
    this.#data = data;
  }

  /** From the click that opens the table until its first rows are painted, in ms. On a fresh page each time. */
  async firstRows(): Promise<number> {
    await this.#page?.close();
    const page = await this.#browser.newPage({ viewport: { width: 1280, height: 800 } });
    this.#page = page;
    this.#session = await page.context().newCDPSession(page);
    await page.addInitScript(() => Reflect.set(globalThis, 'latchkeyScenario', 'many'));
    await page.addInitScript(this.#data);
    await page.goto(this.#url);
    await page.getByRole('button', { name: 'Servers', exact: true }).first().waitFor();
    await page.waitForTimeout(1000);
    return this.#timed(
      `[...document.querySelectorAll('button')].find((b) => b.textContent.trim() === 'Servers').click()`,
      `rows().length > 0`,
    );
  }

  /** From a change of the filter until only what matches is painted, in ms. */
  async filter(text: string): Promise<number> {
    const set = (value: string) =>
      `(() => { const field = document.querySelector('input[type=search]'); field.value = '${value}'; field.dispatchEvent(new Event('input', { bubbles: true })); })()`;
    const ms = await this.#timed(
      set(text),
      `rows().length > 0 && rows().every((row) => row.textContent.includes('${text}'))`,
    );
    await this.#timed(set(''), `rows().some((row) => !row.textContent.includes('${text}'))`);
    return ms;
  }

  /** From a click on the first column's header until the last row is the first one, in ms. */
  async sort(): Promise<number> {
    const before = await this.#run<string>('rows()[0].textContent');
    const click = `[...document.querySelectorAll('[role=columnheader] button, th button')].find((b) => b.textContent.includes('Name')).click()`;
    return this.#timed(click, `rows()[0].textContent !== ${JSON.stringify(before)}`);
  }

  /** What the page's scripts hold, in MB, after a collection. */
  async heap(): Promise<number> {
    await this.#session?.send('HeapProfiler.collectGarbage');
    const usage = await this.#session?.send('Runtime.getHeapUsage');
    return (usage?.usedSize ?? 0) / 1024 ** 2;
  }

  /** The longest time between two frames while the table is scrolled from top to end, in ms. */
  longestFrame(): Promise<number> {
    return this.#run(`new Promise((resolve) => {
      const scroller = document.querySelector('.scroller');
      const end = scroller.scrollHeight - scroller.clientHeight;
      scroller.scrollTop = 0;
      let [first, last, longest] = [0, 0, 0];
      const step = (now) => {
        if (first === 0) first = now;
        else longest = Math.max(longest, now - last);
        last = now;
        scroller.scrollTop = (end * (now - first)) / ${scrollMs};
        if (now - first < ${scrollMs}) requestAnimationFrame(step);
        else resolve(longest);
      };
      requestAnimationFrame(step);
    })`);
  }

  /** Until what is waited for is there and the frame that shows it is made: its message comes after layout and paint. */
  #timed(act: string, isThere: string): Promise<number> {
    return this.#run(`new Promise((resolve) => {
      const started = performance.now();
      ${act};
      const look = () => {
        if (!(${isThere})) return requestAnimationFrame(look);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - started);
        port2.postMessage('painted');
      };
      requestAnimationFrame(look);
    })`);
  }

  async #run<T>(script: string): Promise<T> {
    if (!this.#page) throw new Error('no page yet');
    const rows = `const rows = () => [...document.querySelectorAll('[data-index]')];`;
    return await this.#page.evaluate(`(() => { ${rows} return ${script}; })()`);
  }
}
