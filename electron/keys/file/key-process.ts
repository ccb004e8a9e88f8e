import type { KeyTask, KeyTaskResult } from './key-task.ts';

/** What is used of Electron's `UtilityProcess`. */
export interface ForkedKeyProcess {
  postMessage(task: KeyTask): void;
  /** Does nothing before the process is there. */
  kill(): boolean;
  on(event: 'spawn' | 'error', listener: () => void): unknown;
  on(event: 'message', listener: (result: KeyTaskResult) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
}

/** Why a process has not answered. */
export class KeyProcessEnd extends Error {
  override readonly name = 'KeyProcessEnd';
  readonly reason: 'crashed' | 'failed' | 'took-too-long' | 'closed';

  constructor(reason: KeyProcessEnd['reason'], code?: number) {
    super(`the process of key files ${reason}${code === undefined ? '' : `, exit code ${code}`}`);
    this.reason = reason;
  }
}

/** Of a script that is not there, or that has thrown: the file is not to blame. */
const failureCode = 1;

/** One run of the process that reads and writes key files, from its start to its end, with one task at a time. */
export class KeyProcess {
  readonly #child: ForkedKeyProcess;
  #settle: ((end: KeyTaskResult | Error) => void) | undefined;
  #hasEnded = false;

  constructor(child: ForkedKeyProcess) {
    this.#child = child;
    child.on('spawn', () => {
      if (this.#hasEnded) child.kill();
    });
    child.on('message', (result) => this.#settle?.(result));
    // What V8 gives up at comes as an `error`, which would end the application if nobody heard it; the exit follows.
    child.on('error', () => undefined);
    child.on('exit', (code) => {
      this.#end(new KeyProcessEnd(code === failureCode ? 'failed' : 'crashed', code));
    });
  }

  /** Whether nothing more can be asked of it. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Error: `KeyProcessEnd`, where it takes longer than `limitMs` too, at which the process is killed. */
  perform(task: KeyTask, limitMs: number): Promise<KeyTaskResult> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => this.#kill('took-too-long'), limitMs);
      this.#settle = (end) => {
        clearTimeout(limit);
        this.#settle = undefined;
        if (end instanceof Error) reject(end);
        else resolve(end);
      };
      if (this.#hasEnded) this.#end(new KeyProcessEnd('crashed'));
      else this.#child.postMessage(task);
    });
  }

  /** Ends it, whatever it does. */
  kill(): void {
    this.#kill('closed');
  }

  #kill(reason: KeyProcessEnd['reason']): void {
    if (!this.#hasEnded) this.#child.kill();
    this.#end(new KeyProcessEnd(reason));
  }

  #end(reason: KeyProcessEnd): void {
    this.#hasEnded = true;
    this.#settle?.(reason);
  }
}
