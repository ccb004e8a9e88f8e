import { AppError } from '../../shared/ipc/result.ts';
import type { CredentialBackend } from './credential-backend.ts';
import { KeychainProcess, type Answer, type ForkedProcess } from './keychain-process.ts';
import type { KeychainCommand } from './keychain-protocol.ts';

/**
 * How long one call may hang, a prompt included. It is much longer than a caller waits: a prompt may close with the
 * process that brought it up, under the hands of a user who has gone to look for the password, and the next call would
 * bring up another one.
 */
const callLimitMs = 180_000;

/**
 * The keychain behind a process of its own, so that what hangs, breaks or crashes there does nothing here. The process
 * starts at the first call, or before. After any error it is replaced: libsecret holds on to the service that it first spoke to,
 * and is of no use after that has been restarted.
 */
export class IsolatedBackend implements CredentialBackend {
  readonly #fork: () => ForkedProcess;
  readonly #limitMs: number;
  #process: KeychainProcess | undefined;
  #isClosed = false;

  constructor(fork: () => ForkedProcess, limitMs = callLimitMs) {
    this.#fork = fork;
    this.#limitMs = limitMs;
  }

  async getPassword(account: string): Promise<string | null> {
    const answer = await this.#ask({ do: 'get', account });
    if (typeof answer === 'boolean') throw new AppError('keychain-failed');
    return answer;
  }

  async setPassword(account: string, value: string): Promise<void> {
    const answer = await this.#ask({ do: 'set', account, value });
    if (answer !== null) throw new AppError('keychain-failed');
  }

  async deletePassword(account: string): Promise<boolean> {
    const answer = await this.#ask({ do: 'delete', account });
    if (typeof answer !== 'boolean') throw new AppError('keychain-failed');
    return answer;
  }

  /** Starts the process. */
  wake(): void {
    if (!this.#isClosed) this.#running();
  }

  /** Ends the process at once, whatever it waits for, and starts none again. */
  close(): void {
    this.#isClosed = true;
    this.#process?.kill();
  }

  /** Each of the three calls may be made twice. One during which the process crashed is not: it may do so again. */
  async #ask(command: KeychainCommand): Promise<Answer> {
    const process = this.#running();
    const mayHaveGone = process.hasAnswered;
    try {
      return await process.ask(command, this.#limitMs);
    } catch (error) {
      const hasCrashed = process.hasEnded;
      process.kill();
      if (!mayHaveGone || hasCrashed || !isBrokenConnection(error)) throw error;
      return this.#ask(command);
    }
  }

  #running(): KeychainProcess {
    if (this.#isClosed) throw new AppError('keychain-failed');
    const last = this.#process;
    const process = last && !last.hasEnded ? last : new KeychainProcess(this.#fork());
    this.#process = process;
    return process;
  }
}

function isBrokenConnection(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'keychain-absent' || error.code === 'keychain-failed');
}
