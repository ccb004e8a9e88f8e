import { AppError } from '../../shared/ipc/result.ts';
import { unlockedMark } from './account-name.ts';
import type { CredentialBackend } from './credential-backend.ts';

/**
 * A backend's answers, made certain. Null and false are believed only after a write has shown that the keychain is
 * unlocked: a locked one refuses to write, and no other call of keytar's tells the difference. The write may itself
 * have asked the user to unlock, so the question is put once more after it. One case stays open: an entry in a second,
 * locked collection that is not the default one any more reads as missing.
 */
export class CertainAccess {
  readonly #backend: CredentialBackend;
  readonly #signal: AbortSignal;

  /** Once the signal is aborted, the call under way is the last one: `keychain-timeout`. */
  constructor(backend: CredentialBackend, signal: AbortSignal) {
    this.#backend = backend;
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
    await this.#backend.setPassword(
      unlockedMark,
      'Latchkey writes this to see that the keychain is unlocked.',
    );
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
