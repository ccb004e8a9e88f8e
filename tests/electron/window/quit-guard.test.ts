import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { QuitGuard } from '../../../electron/window/quit-guard.ts';
import * as fake from '../../fakes/electron.ts';

vi.mock('electron', () => import('../../fakes/electron.ts'));

const { app, dialog } = fake;
const answers = { keepOpen: 0, cancelAndQuit: 1, quitWhenDone: 2 } as const;

/** Work that ends when it is told to. */
class Work {
  hasJobs: boolean;
  isIdle = false;
  cancelled = false;
  readonly #end = Promise.withResolvers<undefined>();

  constructor(hasJobs: boolean) {
    this.hasJobs = hasJobs;
  }

  readonly whenIdle = (): Promise<undefined> => this.#end.promise;
  readonly cancelJobs = (): void => void (this.cancelled = true);

  async end(): Promise<void> {
    [this.hasJobs, this.isIdle] = [false, true];
    this.#end.resolve(undefined);
    await settled();
  }
}

const settled = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve));

async function guarded(work: Work, answer: number): Promise<void> {
  dialog.answer = answer;
  new QuitGuard(
    work,
    () => undefined,
    (error) => {
      throw error;
    },
  ).install();
  app.quit();
  await settled();
}

beforeEach(() => {
  app.removeAllListeners();
  app.hasQuit = false;
  dialog.asked.length = 0;
});

describe('the end of the application', () => {
  it('comes at once when nothing is under way', async () => {
    const work = new Work(false);
    await work.end();
    await guarded(work, answers.keepOpen);
    expect(app.hasQuit).toBe(true);
    expect(dialog.asked).toEqual([]);
  });

  it('asks while a job is under way, and waits for it when told so', async () => {
    const work = new Work(true);
    await guarded(work, answers.quitWhenDone);
    expect(dialog.asked).toHaveLength(1);
    expect(app.hasQuit).toBe(false);
    await work.end();
    expect(app.hasQuit).toBe(true);
    expect(work.cancelled).toBe(false);
  });

  it('cancels the job first when told so', async () => {
    const work = new Work(true);
    await guarded(work, answers.cancelAndQuit);
    expect(work.cancelled).toBe(true);
    expect(app.hasQuit).toBe(false);
    await work.end();
    expect(app.hasQuit).toBe(true);
  });

  it('does not come when the user would rather stay', async () => {
    const work = new Work(true);
    await guarded(work, answers.keepOpen);
    await work.end();
    expect(app.hasQuit).toBe(false);
  });

  it('asks nothing for a short look at a server, and waits for it', async () => {
    const work = new Work(false);
    await guarded(work, answers.keepOpen);
    expect(dialog.asked).toEqual([]);
    await work.end();
    expect(app.hasQuit).toBe(true);
  });

  it('asks before the window is gone, and once however often it is closed', async () => {
    const work = new Work(true);
    dialog.answer = answers.keepOpen;
    const guard = new QuitGuard(work, () => undefined, vi.fn());
    guard.install();
    const window = new EventEmitter();
    guard.watch(window as unknown as BrowserWindow);
    let kept = 0;
    const close = (): boolean => window.emit('close', { preventDefault: () => (kept += 1) });
    close();
    close();
    await settled();
    expect(kept).toBe(2);
    expect(dialog.asked).toHaveLength(1);
    await work.end();
    close();
    expect(kept).toBe(2);
  });
});
