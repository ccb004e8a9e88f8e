import type * as Keytar from 'keytar';
import type { CredentialBackend } from './credential-backend.ts';
import { keytarFailure } from './keytar-failure.ts';

/** Under which the entries stand in the keychain, together with their account. */
const service = 'Latchkey';

/**
 * keytar, and nothing above it; it runs in the keychain's own process. It is loaded apart from this file, so that a
 * Linux without libsecret gets an answer too. Its calls occupy a thread of libuv's pool until the operating system answers,
 * which may be never; a process with such a call can't exit by itself (`process.exit` waits for the thread). What it
 * is given and gives back are JavaScript strings, which nobody can wipe from memory.
 */
export class KeytarBackend implements CredentialBackend {
  getPassword(account: string): Promise<string | null> {
    return this.#ask((keytar) => keytar.getPassword(service, account));
  }

  setPassword(account: string, value: string): Promise<void> {
    return this.#ask((keytar) => keytar.setPassword(service, account, value));
  }

  deletePassword(account: string): Promise<boolean> {
    return this.#ask((keytar) => keytar.deletePassword(service, account));
  }

  wake(): void {
    // The first call will say what is wrong with it.
    void import('keytar').catch(() => undefined);
  }

  async #ask<T>(call: (keytar: typeof Keytar) => Promise<T>): Promise<T> {
    try {
      const module = await import('keytar');
      return await call(module.default);
    } catch (error) {
      throw keytarFailure(error);
    }
  }
}
