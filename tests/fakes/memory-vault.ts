import { headAccount } from '../../electron/keychain/account-name.ts';
import { assertStorable } from '../../electron/keychain/entry-format.ts';
import type { KeyVault, SecretRef } from '../../electron/keychain/key-vault.ts';
import { AppError } from '../../shared/ipc/result.ts';

export type MemoryVaultState = 'unlocked' | 'locked' | 'absent' | 'failing' | 'hanging';

const refusals = {
  locked: 'keychain-locked',
  absent: 'keychain-absent',
  failing: 'keychain-failed',
  hanging: 'keychain-timeout',
} as const;

/** A keychain in memory, in whichever state a test wants it. */
export class MemoryVault implements KeyVault {
  state: MemoryVaultState = 'unlocked';
  hasBeenWoken = false;
  /** What is stored, whatever the state, by `kind:id`. */
  readonly secrets = new Map<string, string>();

  read(ref: SecretRef): Promise<string> {
    return this.#answer(() => {
      const secret = this.secrets.get(headAccount(ref));
      if (secret === undefined) throw new AppError('keychain-entry-missing');
      return secret;
    });
  }

  has(ref: SecretRef): Promise<boolean> {
    return this.#answer(() => this.secrets.has(headAccount(ref)));
  }

  write(ref: SecretRef, secret: string): Promise<void> {
    return this.#answer(() => {
      assertStorable(secret);
      this.secrets.set(headAccount(ref), secret);
    });
  }

  add(ref: SecretRef, secret: string, begin: () => void): Promise<void> {
    return this.#answer(() => {
      assertStorable(secret);
      begin();
      this.secrets.set(headAccount(ref), secret);
    });
  }

  isOpen(): Promise<boolean> {
    return Promise.resolve(this.state === 'unlocked');
  }

  wake(): void {
    this.hasBeenWoken = true;
  }

  remove(ref: SecretRef): Promise<void> {
    return this.#answer(() => {
      this.secrets.delete(headAccount(ref));
    });
  }

  async #answer<T>(action: () => T): Promise<T> {
    await Promise.resolve();
    if (this.state !== 'unlocked') throw new AppError(refusals[this.state]);
    return action();
  }
}
