/**
 * The least that the operating system's keychain can do: single entries, found by their exact account name. Answered
 * by keytar in the keychain's process, and by `IsolatedBackend` in the application's.
 * Errors: `keychain-locked`, `keychain-absent`, `keychain-failed`, `keychain-timeout`.
 */
export interface CredentialBackend {
  /** Null says nothing: a locked Linux keyring answers it for an entry that is there. */
  getPassword(account: string): Promise<string | null>;
  setPassword(account: string, value: string): Promise<void>;
  /** False says as little. */
  deletePassword(account: string): Promise<boolean>;
  /** Begins what a first call would wait for, and does not fail. */
  wake(): void;
}
