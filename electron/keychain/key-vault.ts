import type { KeyPairId, ServerId } from '../../shared/model/ids.ts';

/** Names a secret. The ids are ours, the index of them is the store: the keychain is never listed. */
export type SecretRef =
  | { readonly kind: 'private-key' | 'private-key-passphrase'; readonly keyPairId: KeyPairId }
  | { readonly kind: 'server-password' | 'key-file-passphrase'; readonly serverId: ServerId };

/**
 * The read side of the keychain. Each call may ask the user to unlock it.
 * Errors: `keychain-locked`, `keychain-absent`, `keychain-timeout` (nobody has answered; later calls get it at once
 * until somebody has), `keychain-failed`, `keychain-entry-missing`, `keychain-entry-damaged`.
 */
export interface SecretReader {
  read(ref: SecretRef): Promise<string>;
  /** Like `read`, without the value. False only when the keychain is unlocked and has no such entry. */
  has(ref: SecretRef): Promise<boolean>;
}

/**
 * The write side; errors as for the read side. After an error the former value is still there, or none as before. A
 * process that ends in the middle leaves one or the other, and for a new secret perhaps parts that nobody reads:
 * `remove` takes them away.
 */
export interface SecretWriter {
  /** Complete and read back when it returns. Refuses what a keychain would alter (`secret-unsupported`). */
  write(ref: SecretRef, secret: string): Promise<void>;
  /**
   * The same for a reference of which nobody can have heard before, such as one with a new random id: it asks for no
   * former value.
   * @param begin called once, when the keychain has shown that it is unlocked, right before the first write: before
   *   it nothing can have been left behind
   * @param isOpen that the keychain is, as `isOpen` has just said: it is not asked again
   */
  add(ref: SecretRef, secret: string, begin: () => void, isOpen?: boolean): Promise<void>;
  /** After it the entry is gone; deleting what is not there is no error. After an error call it again. */
  remove(ref: SecretRef): Promise<void>;
}

export interface KeyVault extends SecretReader, SecretWriter {
  /** Begins what a first call would wait for. It asks nothing of the keychain, nor of the user, and does not fail. */
  wake(): void;
  /** Whether it is certain that a call would ask the user nothing. Finding that out asks nothing, and does not fail. */
  isOpen(): Promise<boolean>;
}
