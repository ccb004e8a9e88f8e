import type { CredentialBackend } from '../../electron/keychain/credential-backend.ts';
import { AppError } from '../../shared/ipc/result.ts';

/** Thrown by every call once the process is "killed". */
export class Killed extends Error {}

/** An operating system's keychain in memory, with the limit of Windows and the silence of a locked Linux keyring. */
export class MemoryBackend implements CredentialBackend {
  readonly entries = new Map<string, string>();
  isLocked = false;
  /** The process ends right after this many writes and deletions. */
  writesLeft = Infinity;
  /** What a write makes of a value. */
  alter: (value: string) => string = (value) => value;
  /** Awaited by every call, as an open prompt is. */
  prompt: Promise<void> = Promise.resolve();
  /** How many calls were under way at the same time, at most. */
  mostAtOnce = 0;
  /** The calls so far, in order: `get`, `set` or `delete`, and the account. */
  readonly calls: string[] = [];
  #atOnce = 0;

  getPassword(account: string): Promise<string | null> {
    this.calls.push(`get ${account}`);
    return this.#ask(() => (this.isLocked ? null : (this.entries.get(account) ?? null)));
  }

  setPassword(account: string, value: string): Promise<void> {
    this.calls.push(`set ${account}`);
    return this.#ask(() => {
      if (this.isLocked) throw new AppError('keychain-locked');
      if (Buffer.byteLength(value) > 2560) throw new AppError('keychain-failed');
      this.entries.set(account, this.alter(value));
      this.writesLeft -= 1;
    });
  }

  deletePassword(account: string): Promise<boolean> {
    this.calls.push(`delete ${account}`);
    return this.#ask(() => {
      if (this.isLocked || !this.entries.delete(account)) return false;
      this.writesLeft -= 1;
      return true;
    });
  }

  wake(): void {
    // There is nothing to wait for.
  }

  async #ask<T>(answer: () => T): Promise<T> {
    this.#atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
    await this.prompt;
    this.#atOnce -= 1;
    if (this.writesLeft <= 0) throw new Killed();
    return answer();
  }
}
