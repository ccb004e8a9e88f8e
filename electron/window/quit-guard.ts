import { app, dialog, type BrowserWindow } from 'electron';
import { texts } from '../../shared/texts/texts.ts';

interface Work {
  readonly isIdle: boolean;
  readonly hasJobs: boolean;
  readonly whenIdle: () => Promise<void>;
  readonly cancelJobs: () => void;
}

const { message, detail, ...labels } = texts.native.quit;
const buttons = [labels.keepOpen, labels.cancelAndQuit, labels.quitWhenDone];
const [keepOpen, cancelAndQuit, quitWhenDone] = [0, 1, 2] as const;

/**
 * Ends the application only where nothing is half done. While a job is under way the user is asked, with the window
 * still open; short looks at a server are waited for without a word.
 */
export class QuitGuard {
  readonly #work: Work;
  readonly #window: () => BrowserWindow | undefined;
  readonly #onError: (error: unknown) => void;
  #isAsking = false;

  constructor(work: Work, window: () => BrowserWindow | undefined, onError: (error: unknown) => void) {
    this.#work = work;
    this.#window = window;
    this.#onError = onError;
  }

  /** Before every end of the application, whoever has asked for it. */
  install(): void {
    app.on('before-quit', (event) => {
      if (this.#work.isIdle) return;
      event.preventDefault();
      this.#decide().catch(this.#onError);
    });
  }

  /** Closing the window ends the application: the same question, before the window is gone. */
  watch(window: BrowserWindow): void {
    window.on('close', (event) => {
      if (!this.#work.hasJobs) return;
      event.preventDefault();
      app.quit();
    });
  }

  async #decide(): Promise<void> {
    if (this.#isAsking) return;
    if (this.#work.hasJobs) {
      const answer = await this.#ask();
      if (answer === keepOpen) return;
      if (answer === cancelAndQuit) this.#work.cancelJobs();
    }
    await this.#work.whenIdle();
    app.quit();
  }

  async #ask(): Promise<number> {
    this.#isAsking = true;
    const options = {
      type: 'question',
      message,
      detail,
      defaultId: quitWhenDone,
      cancelId: keepOpen,
    } as const;
    const window = this.#window();
    try {
      const box = { ...options, buttons: [...buttons] };
      const { response } = await (window ? dialog.showMessageBox(window, box) : dialog.showMessageBox(box));
      return response;
    } finally {
      this.#isAsking = false;
    }
  }
}
