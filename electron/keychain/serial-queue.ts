import { AppError } from '../../shared/ipc/result.ts';

/** The signal is aborted when the caller has been told `keychain-timeout`. */
type Task<T> = (signal: AbortSignal) => Promise<T>;

interface Waiting {
  readonly start: (signal: AbortSignal) => Promise<void>;
  readonly reject: (error: AppError) => void;
}

/**
 * Runs one task at a time. A task that takes too long is not waited for any longer: its caller and everybody behind it
 * get `keychain-timeout`, and so does at once who comes next, until the task has come to its end: a prompt that nobody
 * answers stays one prompt.
 */
export class SerialQueue {
  readonly #timeoutMs: number;
  #waiting: Waiting[] = [];
  #isRunning = false;
  #isHung = false;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  /** Whether nobody knows when the task under way will come to its end. */
  get isHung(): boolean {
    return this.#isHung;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  run<T>(task: Task<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#isHung) {
        reject(new AppError('keychain-timeout'));
        return;
      }
      this.#waiting.push({ start: (signal) => task(signal).then(resolve, reject), reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#isRunning) return;
    const next = this.#waiting.shift();
    if (!next) return;
    const abort = new AbortController();
    const timer = setTimeout(() => this.#giveUp(next, abort), this.#timeoutMs);
    this.#isRunning = true;
    void next.start(abort.signal).then(() => {
      clearTimeout(timer);
      this.#isRunning = false;
      this.#isHung = false;
      this.#next();
    });
  }

  #giveUp(hung: Waiting, abort: AbortController): void {
    this.#isHung = true;
    abort.abort();
    const refused = [hung, ...this.#waiting];
    this.#waiting = [];
    for (const { reject } of refused) reject(new AppError('keychain-timeout'));
  }
}
