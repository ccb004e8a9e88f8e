import type { Page } from '@playwright/test';

/** Notes from now on what a screen reader would read out: each text that comes into a live region. */
export async function listen(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const live = '[role="status"], [role="alert"], [aria-live="polite"], [aria-live="assertive"]';
    const heard: string[] = [];
    const note = (node: Node): void => {
      const element = node instanceof Element ? node : node.parentElement;
      const regions = [
        element?.closest(live),
        ...(node instanceof Element ? node.querySelectorAll(live) : []),
      ];
      for (const region of regions) {
        const text = region?.textContent.trim() ?? '';
        if (text !== '' && heard.at(-1) !== text) heard.push(text);
      }
    };
    new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes)
        if (type === 'characterData') note(target);
        else addedNodes.forEach(note);
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
    Reflect.set(globalThis, 'heard', heard);
  });
  return () => page.evaluate(() => Reflect.get(globalThis, 'heard') as string[]);
}
