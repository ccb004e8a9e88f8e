import { AppError } from '../../shared/ipc/result.ts';
import { ProgramOutput } from './program-output.ts';

/** How a script ended. */
export interface ProgramEnd {
  /** Whether there was a shell for it at all: it has greeted. */
  readonly started: boolean;
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  /** How often a password was asked for. */
  readonly prompts: number;
  /** What was on stderr before the shell greeted. */
  readonly noise: string;
}

/** What a script comes to: both of its outputs, and its end. */
export class ProgramRun {
  readonly ended: Promise<ProgramEnd>;
  readonly fail: (error: unknown) => void;
  readonly stdout: ProgramOutput;
  readonly stderr: ProgramOutput;
  readonly #resolve: (end: ProgramEnd) => void;
  readonly #maxBytes: number;
  #size = 0;
  #prompts = 0;

  /**
   * @param openings what the shell says before it
   * @param maxBytes more output than this ends it with `server-protocol`
   */
  constructor(mark: string, openings: readonly string[], maxBytes: number) {
    const { promise, resolve, reject } = Promise.withResolvers<ProgramEnd>();
    this.ended = promise;
    // Whoever has run it has gone on when a later reason to fail comes.
    this.ended.catch(() => undefined);
    [this.#resolve, this.fail] = [resolve, reject];
    this.stdout = new ProgramOutput(mark, openings);
    this.stderr = new ProgramOutput(mark, openings);
    this.#maxBytes = maxBytes;
  }

  get hasShell(): boolean {
    return this.stdout.missing <= 1;
  }

  get hasBegun(): boolean {
    return this.stdout.missing === 0;
  }

  /** False when it says too much. */
  take(output: 'stdout' | 'stderr', chunk: Buffer): boolean {
    this.#size += chunk.length;
    if (this.#size > this.#maxBytes) {
      this.fail(new AppError('server-protocol', { reason: 'too-much-output', maxBytes: this.#maxBytes }));
      return false;
    }
    this[output].push(chunk);
    const { code } = this.stdout;
    if (code !== undefined && this.stderr.code === code) this.#finish(code);
    return true;
  }

  /** Whether sudo has just asked for a password, and for the how manyth time; 0 when it has not. */
  asksForPassword(prompt: string): number {
    if (!this.stderr.takeFromNoise(prompt)) return 0;
    this.#prompts += 1;
    return this.#prompts;
  }

  /** The shell is gone. Where it had begun, only the script's own mark would have been an end. */
  shellEnded(code: number | null, signal: string | undefined): void {
    if (code === null || this.hasShell) this.fail(new AppError('server-connection-lost', signalFact(signal)));
    else this.#end(code, false);
  }

  #finish(said: string): void {
    if (/^\d{1,3}$/.test(said)) this.#end(Number(said), true);
    else this.fail(new AppError('server-protocol', { reason: 'exit-code' }));
  }

  #end(code: number, started: boolean): void {
    const noise = this.stderr.noise.toString('latin1');
    const outputs = { stdout: this.stdout.bytes, stderr: this.stderr.bytes };
    this.#resolve({ started, code, ...outputs, prompts: this.#prompts, noise });
  }
}

function signalFact(signal: string | undefined) {
  return signal !== undefined && /^[A-Z0-9]{1,16}$/.test(signal) ? { signal } : {};
}
