import { AppError } from '../../shared/ipc/result.ts';
import type { KeyFileContent } from './file/key-file.ts';
import { KeyProcess, KeyProcessEnd, type ForkedKeyProcess } from './file/key-process.ts';
import type { KeyTask, KeyTaskResult, KeyTasks } from './file/key-task.ts';
import type { KeyFileChoice, KeyFiles } from './key-files.ts';

const limits = {
  /** The costs that a file may ask for are limited; this is for what was not thought of, and for slow machines. */
  taskMs: 120_000,
  /** How long a process waits for another file, as when many are read one after the other. */
  spareMs: 1000,
} as const;
type Limits = Readonly<Record<keyof typeof limits, number>>;

/**
 * Key files behind processes of their own: whatever a file makes the reader do, the window goes on, and the application
 * stays. A thread would not do: one that runs out of memory, or is stopped in the wrong moment, takes the whole process
 * along.
 */
export class IsolatedKeyFiles implements KeyFiles {
  readonly #fork: () => ForkedKeyProcess;
  readonly #limits: Limits;
  readonly #running = new Set<KeyProcess>();
  #spare: KeyProcess | undefined;
  #spareEnd: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(fork: () => ForkedKeyProcess, atMost: Limits = limits) {
    this.#fork = fork;
    this.#limits = atMost;
  }

  /** Errors: those of `KeyFiles`; `cancelled` where all this is closed, or is meanwhile. */
  async read(file: Buffer, passphrase?: string): Promise<KeyFileContent> {
    // A small Buffer lies in a pool, which would go along as a whole.
    const alone = new Uint8Array(file);
    try {
      return await this.#perform<'read'>({ name: 'read', file: alone, passphrase });
    } catch (error) {
      throw isTooMuch(error)
        ? new AppError('key-file-unsupported', { reason: 'cost' }, { cause: error })
        : error;
    } finally {
      alone.fill(0);
    }
  }

  /** Errors as above. */
  write(privateKeyPem: string, { form, comment, passphrase }: KeyFileChoice): Promise<string> {
    return this.#perform<'write'>({ name: 'write', privateKeyPem, form, comment, passphrase });
  }

  /** Ends what is under way, and begins nothing any more. */
  close(): void {
    this.#isClosed = true;
    this.#endSpare();
    for (const process of this.#running) process.kill();
  }

  async #perform<Name extends keyof KeyTasks>(
    task: KeyTasks[Name]['task'],
  ): Promise<KeyTasks[Name]['value']> {
    const result = await this.#resultOf(task);
    if ('failure' in result) throw new Error(`a key file could not be dealt with: ${result.failure}`);
    if (!result.ok) throw new AppError(result.error.code, result.error.details);
    return result.value;
  }

  async #resultOf(task: KeyTask): Promise<KeyTaskResult> {
    const spare = this.#takeSpare();
    try {
      if (spare) return await this.#ask(spare, task);
    } catch (error) {
      // One that waited may have ended without having been asked.
      if (!(error instanceof KeyProcessEnd) || error.reason === 'took-too-long') throw error;
    }
    if (this.#isClosed) throw new AppError('cancelled');
    return this.#ask(new KeyProcess(this.#fork()), task);
  }

  async #ask(process: KeyProcess, task: KeyTask): Promise<KeyTaskResult> {
    this.#running.add(process);
    try {
      const result = await process.perform(task, this.#limits.taskMs);
      this.#keep(process);
      return result;
    } catch (error) {
      process.kill();
      throw this.#isClosed ? new AppError('cancelled') : error;
    } finally {
      this.#running.delete(process);
    }
  }

  #takeSpare(): KeyProcess | undefined {
    const spare = this.#spare;
    clearTimeout(this.#spareEnd);
    this.#spare = undefined;
    return spare?.hasEnded === false ? spare : undefined;
  }

  #keep(process: KeyProcess): void {
    this.#endSpare();
    if (this.#isClosed) process.kill();
    else {
      this.#spare = process;
      this.#spareEnd = setTimeout(() => this.#endSpare(), this.#limits.spareMs);
    }
  }

  #endSpare(): void {
    clearTimeout(this.#spareEnd);
    this.#spare?.kill();
    this.#spare = undefined;
  }
}

/** What a file can make its reader do. */
function isTooMuch(error: unknown): boolean {
  return error instanceof KeyProcessEnd && ['crashed', 'took-too-long'].includes(error.reason);
}
