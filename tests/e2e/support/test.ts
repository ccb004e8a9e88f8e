import { expect, test as base } from '@playwright/test';
import { mkdir, rm } from 'node:fs/promises';
import { startSshServer, type SshServer, type SshServerOptions } from '../../support/sshd/ssh-server.ts';
import { startApplication, type Application } from './application.ts';
import { ConsolePage } from './console-page.ts';
import { Given } from './given.ts';

interface TestFixtures {
  /** The window, freshly loaded, with nothing in its lists. No script on its page may fail in the test. */
  readonly ui: ConsolePage;
  readonly given: Given;
  /** Starts a throw-away server that is gone when the test is over. */
  readonly startServer: (options?: SshServerOptions) => Promise<SshServer>;
  /** What shall be taken away when the test is over. */
  readonly atEnd: (clear: () => Promise<unknown>) => void;
}

interface WorkerFixtures {
  /** One application for many tests; a test that ends or breaks it starts one of its own. */
  readonly application: Application;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  application: [
    async ({}, use) => {
      const application = await startApplication();
      await use(application);
      await application.stop();
    },
    { scope: 'worker' },
  ],

  ui: async ({ application }, use) => {
    const { page, folders } = application;
    await new Given(page).emptyLists();
    await rm(folders.downloads, { recursive: true, force: true });
    await mkdir(folders.downloads);
    await page.reload();
    const ui = new ConsolePage(page);
    await ui.isReady();
    const errors: Error[] = [];
    const note = (error: Error) => errors.push(error);
    page.on('pageerror', note);
    await use(ui);
    page.off('pageerror', note);
    expect(errors).toEqual([]);
  },

  given: async ({ ui }, use) => {
    await use(new Given(ui.page));
  },

  atEnd: async ({}, use) => {
    const clearings: (() => Promise<unknown>)[] = [];
    await use((clear) => clearings.push(clear));
    for (const clear of clearings.reverse()) await clear();
  },

  startServer: async ({ atEnd }, use) => {
    await use(async (options) => {
      const server = await startSshServer(options);
      atEnd(() => server.stop());
      return server;
    });
  },
});

export { expect };
