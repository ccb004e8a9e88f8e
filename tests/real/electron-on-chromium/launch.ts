import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import type { Seen } from './sample/main.ts';

export const standIn = join(import.meta.dirname, '../../support/electron-on-chromium');
export const sample = join(import.meta.dirname, 'sample');

// Read by Electron's own package in this process, when Playwright asks it for the binary.
process.env['ELECTRON_OVERRIDE_DIST_PATH'] = standIn;

/** The sample application, running on the stand-in and driven by Playwright's unchanged API. */
export interface Launched {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly folder: string;
  readonly userData: string;
  readonly env: Record<string, string>;
  /** What the main process has seen so far. */
  seen(): Promise<Seen>;
  close(): Promise<void>;
}

export async function launchSample(): Promise<Launched> {
  const folder = await mkdtemp(join(tmpdir(), 'stand-in-test-'));
  const userData = join(folder, 'user-data');
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    TMPDIR: folder,
    LATCHKEY_STANDIN_HEADLESS: '1',
  };
  const args = [sample, `--user-data-dir=${userData}`];
  const app = await _electron.launch({ args, env: { ...env }, colorScheme: null });
  const page = await app.firstWindow();
  await page.waitForURL('**/index.html');
  await page.waitForLoadState();
  return {
    app,
    page,
    folder,
    userData,
    env,
    seen: () => app.evaluate(() => Reflect.get(globalThis, 'seen') as Seen),
    close: async () => {
      await app.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/** Runs text in the page in a task of its own, as if the page had done it: a debugger is above some rules. */
export async function inPage(page: Page, text: string): Promise<void> {
  await page.evaluate(`new Promise((done) => setTimeout(() => { try { ${text} } finally { done() } }))`);
}
