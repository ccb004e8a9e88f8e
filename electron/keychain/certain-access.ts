import { AppError } from '../../shared/ipc/result.ts';
import { unlockedMark } from './account-name.ts';
import type { CredentialBackend } from './credential-backend.ts';

/**
 * A backend's answers, made certain. Null and false are believed only after the keychain has shown that it is
 * unlocked: a locked one does not give out the mark that this run has written, and refuses to write it. That write may
 * itself have asked the user to unlock, so the question is put once more after it. One case stays open: an entry in a
 * second, locked collection that is not the default one any more reads as missing.
 */
export class CertainAccess {
  readonly #backend: CredentialBackend;
  readonly #mark: string;
  readonly #signal: AbortSignal;

  /**
   * @param mark a text that nobody has written before this run: an older one may stand in a collection that is not the
   *   default one any more
   * @param signal once it is aborted, the call under way is the last one: `keychain-timeout`
   */
  constructor(backend: CredentialBackend, mark: string, signal: AbortSignal) {
    this.#backend = backend;
    this.#mark = mark;
    this.#signal = signal;
  }

  /** Undefined when there is no such entry. */
  async get(account: string): Promise<string | undefined> {
    const value = await this.peek(account);
    if (value !== undefined) return value;
    await this.assertUnlocked();
    return this.peek(account);
  }

  /** Undefined when there is no such entry, or the keychain is locked. */
  async peek(account: string): Promise<string | undefined> {
    const value = await this.#backend.getPassword(account);
    this.#assertAwaited();
    return value ?? undefined;
  }

  /** Writes and reads back. Puts `former` in its place again where the result is not what it should be. */
  async replace(account: string, value: string, former: string | undefined): Promise<void> {
    await this.#backend.setPassword(account, value);
    try {
      await this.#confirm(account, value);
    } catch (error) {
      await this.#restore(account, former);
      throw error;
    }
  }

  /** Writes and reads back. */
  async put(account: string, value: string): Promise<void> {
    await this.#backend.setPassword(account, value);
    await this.#confirm(account, value);
  }

  /** After it there is no such entry. */
  async remove(account: string): Promise<void> {
    if (!(await this.#backend.deletePassword(account))) {
      await this.assertUnlocked();
      await this.#backend.deletePassword(account);
    }
    if ((await this.peek(account)) !== undefined) throw new AppError('keychain-failed');
  }

  /** Throws `keychain-locked`, `keychain-absent`. */
  async assertUnlocked(): Promise<void> {
    // A tenth of the time that a write takes.
    if ((await this.peek(unlockedMark)) === this.#mark) return;
    await this.#backend.setPassword(unlockedMark, this.#mark);
    this.#assertAwaited();
  }

  async #confirm(account: string, value: string): Promise<void> {
    this.#assertAwaited();
    if ((await this.peek(account)) !== value) throw new AppError('keychain-failed');
  }

  async #restore(account: string, former: string | undefined): Promise<void> {
    try {
      if (former === undefined) await this.#backend.deletePassword(account);
      else await this.#backend.setPassword(account, former);
    } catch {
      // What led here is what the caller has to know.
    }
  }

  #assertAwaited(): void {
    if (this.#signal.aborted) throw new AppError('keychain-timeout');
  }
}
