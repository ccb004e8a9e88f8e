import { randomUUID } from 'node:crypto';
import { AppError } from '../../shared/ipc/result.ts';
import { headAccount } from './account-name.ts';
import { CertainAccess } from './certain-access.ts';
import type { CredentialBackend } from './credential-backend.ts';
import { assertStorable } from './entry-format.ts';
import { Entry } from './entry.ts';
import type { KeyVault, SecretRef } from './key-vault.ts';
import { SerialQueue } from './serial-queue.ts';

export interface KeytarVaultOptions {
  readonly backend: CredentialBackend;
  /** How long a caller waits, a prompt included. */
  readonly timeoutMs?: number;
  /** See `KeyVault`; without it nothing is ever certain. */
  readonly isOpen?: () => Promise<boolean>;
}

/** The operating system's keychain: Secret Service, macOS keychain, Windows Credential Manager. */
export class KeytarVault implements KeyVault {
  readonly #backend: CredentialBackend;
  readonly #queue: SerialQueue;
  readonly #isOpen: () => Promise<boolean>;
  readonly #mark = `Latchkey writes this to see that the keychain is unlocked (${randomUUID()}).`;

  constructor({ backend, timeoutMs = 20_000, isOpen }: KeytarVaultOptions) {
    this.#backend = backend;
    this.#isOpen = isOpen ?? (() => Promise.resolve(false));
    this.#queue = new SerialQueue(timeoutMs);
  }

  /** Whether a call has not come back yet. */
  get isBusy(): boolean {
    return this.#queue.isRunning;
  }

  read(ref: SecretRef): Promise<string> {
    return this.#open(ref, (entry) => entry.read());
  }

  async has(ref: SecretRef): Promise<boolean> {
    try {
      await this.read(ref);
      return true;
    } catch (error) {
      if (error instanceof AppError && error.code === 'keychain-entry-missing') return false;
      throw error;
    }
  }

  async write(ref: SecretRef, secret: string): Promise<void> {
    assertStorable(secret);
    await this.#open(ref, (entry) => entry.write(secret));
    // Not the caller's business any more: what it leaves behind, the next write or removal takes along.
    this.#open(ref, (entry) => entry.sweep()).catch(() => undefined);
  }

  async add(ref: SecretRef, secret: string, begin: () => void, isOpen = false): Promise<void> {
    assertStorable(secret);
    await this.#open(ref, (entry) => entry.add(secret, begin, isOpen));
  }

  async isOpen(): Promise<boolean> {
    return !this.#queue.isHung && (await this.#isOpen());
  }

  wake(): void {
    this.#backend.wake();
  }

  remove(ref: SecretRef): Promise<void> {
    return this.#open(ref, (entry) => entry.remove());
  }

  #open<T>(ref: SecretRef, use: (entry: Entry) => Promise<T>): Promise<T> {
    return this.#queue.run((signal) =>
      use(new Entry(new CertainAccess(this.#backend, this.#mark, signal), headAccount(ref))),
    );
  }
}
