import { AppError } from '../../shared/ipc/result.ts';
import type { KeyFileContent } from './file/key-file.ts';
import { KeyProcess, type ForkedKeyProcess } from './file/key-process.ts';
import type { KeyTasks } from './file/key-task.ts';
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
 * along. What was read of a key is gone with its process.
 */
export class IsolatedKeyFiles implements KeyFiles {
  readonly #fork: () => ForkedKeyProcess;
  readonly #limits: Limits;
  readonly #running = new Set<KeyProcess>();
  #spare: KeyProcess | undefined;
  #spareEnd: ReturnType<typeof setTimeout> | undefined;

  constructor(fork: () => ForkedKeyProcess, atMost: Limits = limits) {
    this.#fork = fork;
    this.#limits = atMost;
  }

  /** Errors: those of `KeyFiles`; `cancelled` where all this is closed meanwhile. */
  read(file: Buffer, passphrase?: string): Promise<KeyFileContent> {
    return this.#perform<'read'>({ name: 'read', file, passphrase });
  }

  /** Errors as above. */
  write(privateKeyPem: string, { form, comment, passphrase }: KeyFileChoice): Promise<string> {
    return this.#perform<'write'>({ name: 'write', privateKeyPem, form, comment, passphrase });
  }

  /** Ends what is under way. */
  close(): void {
    this.#endSpare();
    for (const process of this.#running) process.kill();
  }

  async #perform<Name extends keyof KeyTasks>(
    task: KeyTasks[Name]['task'],
  ): Promise<KeyTasks[Name]['value']> {
    const process = this.#take();
    this.#running.add(process);
    const result = await process
      .perform(task, this.#limits.taskMs)
      .finally(() => this.#running.delete(process));
    this.#keep(process);
    if ('failure' in result) throw new Error(`a key file could not be dealt with: ${result.failure}`);
    if (!result.ok) throw new AppError(result.error.code, result.error.details);
    return result.value;
  }

  #take(): KeyProcess {
    const spare = this.#spare;
    clearTimeout(this.#spareEnd);
    this.#spare = undefined;
    return spare && !spare.hasEnded ? spare : new KeyProcess(this.#fork());
  }

  #keep(process: KeyProcess): void {
    this.#endSpare();
    this.#spare = process;
    this.#spareEnd = setTimeout(() => this.#endSpare(), this.#limits.spareMs);
  }

  #endSpare(): void {
    clearTimeout(this.#spareEnd);
    this.#spare?.kill();
    this.#spare = undefined;
  }
}
