import { AppError } from '../../../shared/ipc/result.ts';
import type { KeyTask, KeyTaskResult } from './key-task.ts';

/** What is used of Electron's `UtilityProcess`. */
export interface ForkedKeyProcess {
  postMessage(task: KeyTask): void;
  kill(): boolean;
  on(event: 'message', listener: (result: KeyTaskResult) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
}

/** One run of the process that reads and writes key files, from its start to its end, with one task at a time. */
export class KeyProcess {
  readonly #child: ForkedKeyProcess;
  #settle: ((end: KeyTaskResult | Error) => void) | undefined;
  #hasEnded = false;

  constructor(child: ForkedKeyProcess) {
    this.#child = child;
    child.on('message', (result) => this.#settle?.(result));
    child.on('exit', (code) => this.#end(tooMuch(new Error(`the process ended: ${code}`))));
  }

  /** Whether nothing more can be asked of it. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /**
   * Errors: `key-file-unsupported` where it takes longer than `limitMs`, at which the process is killed, or the process
   * ends over it: what a file can make it do is to take too much memory.
   */
  perform(task: KeyTask, limitMs: number): Promise<KeyTaskResult> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        this.#child.kill();
        this.#end(tooMuch());
      }, limitMs);
      this.#settle = (end) => {
        clearTimeout(limit);
        this.#settle = undefined;
        if (end instanceof Error) reject(end);
        else resolve(end);
      };
      if (this.#hasEnded) this.#end(tooMuch());
      else this.#child.postMessage(task);
    });
  }

  /** Ends it, whatever it does. */
  kill(): void {
    if (!this.#hasEnded) this.#child.kill();
    this.#end(new AppError('cancelled'));
  }

  #end(reason: AppError): void {
    this.#hasEnded = true;
    this.#settle?.(reason);
  }
}

function tooMuch(cause?: Error): AppError {
  return new AppError('key-file-unsupported', { reason: 'cost' }, { cause });
}
