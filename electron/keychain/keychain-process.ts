import { AppError } from '../../shared/ipc/result.ts';
import { KeychainReply, type KeychainCommand, type KeychainRequest } from './keychain-protocol.ts';

/** What is used of Electron's `UtilityProcess`. */
export interface ForkedProcess {
  postMessage(message: KeychainRequest): void;
  /** Does nothing before the process is there. */
  kill(): boolean;
  on(event: 'spawn' | 'error', listener: () => void): unknown;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
}

export type Answer = Exclude<KeychainReply, { error: unknown }>['value'];

interface Pending {
  readonly id: number;
  readonly settle: (end: Answer | AppError) => void;
}

/** One run of the keychain's process, from its start to its end, with one call at a time. */
export class KeychainProcess {
  readonly #child: ForkedProcess;
  #pending: Pending | undefined;
  #lastId = 0;
  #hasAnswered = false;
  #hasEnded = false;

  constructor(child: ForkedProcess) {
    this.#child = child;
    child.on('spawn', () => {
      if (this.#hasEnded) child.kill();
    });
    child.on('message', (message) => this.#hear(message));
    // What V8 gives up at comes as an `error`, which would end the application if nobody heard it; the exit follows.
    child.on('error', () => undefined);
    child.on('exit', () => this.#end(new AppError('keychain-failed', {}, { cause: new Error('it ended') })));
  }

  /** Whether a call has come back well: what it spoke to then may have gone since. */
  get hasAnswered(): boolean {
    return this.#hasAnswered;
  }

  /** Whether nothing more can be asked of it. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /**
   * Errors: those of `CredentialBackend`; `keychain-failed` when the process dies meanwhile; `keychain-timeout` after
   * `limitMs`, at which it is killed.
   */
  ask(command: KeychainCommand, limitMs: number): Promise<Answer> {
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => this.#kill(new AppError('keychain-timeout')), limitMs);
      const settle = (end: Answer | AppError): void => {
        clearTimeout(limit);
        this.#pending = undefined;
        if (end instanceof AppError) reject(end);
        else resolve(end);
      };
      if (this.#hasEnded || this.#pending) {
        clearTimeout(limit);
        reject(new AppError('keychain-failed'));
        return;
      }
      this.#pending = { id, settle };
      this.#child.postMessage({ id, ...command });
    });
  }

  /** Ends it, whatever it waits for. */
  kill(): void {
    this.#kill(new AppError('keychain-failed'));
  }

  #kill(reason: AppError): void {
    if (!this.#hasEnded) this.#child.kill();
    this.#end(reason);
  }

  #end(reason: AppError): void {
    this.#hasEnded = true;
    this.#pending?.settle(reason);
  }

  /** What is not the answer to the question under way is trusted as little as the process that says it. */
  #hear(message: unknown): void {
    if (this.#hasEnded) return;
    const reply = KeychainReply.safeParse(message).data;
    const pending = this.#pending;
    if (!reply || reply.id !== pending?.id) this.#kill(new AppError('keychain-failed'));
    else if ('error' in reply) pending.settle(failure(reply));
    else {
      this.#hasAnswered = true;
      pending.settle(reply.value);
    }
  }
}

function failure({ error, words }: Extract<KeychainReply, { error: unknown }>): AppError {
  return new AppError(error, {}, { cause: new Error(words) });
}
