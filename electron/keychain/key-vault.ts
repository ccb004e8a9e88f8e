import type { KeyPairId, ServerId } from '../../shared/model/ids.ts';

/** Names a secret. The ids are ours, the index of them is the store: the keychain is never listed. */
export type SecretRef =
  | { readonly kind: 'private-key'; readonly keyPairId: KeyPairId }
  | { readonly kind: 'server-password'; readonly serverId: ServerId }
  | { readonly kind: 'key-file-passphrase'; readonly serverId: ServerId };

/**
 * The read side of the keychain.
 * Errors: `keychain-locked`, `keychain-absent`, `keychain-timeout`, `keychain-failed`,
 * `keychain-entry-missing`, `keychain-entry-damaged`.
 */
export interface SecretReader {
  read(ref: SecretRef): Promise<string>;
  /** Like `read`, without the value. False only when the keychain is unlocked and has no such entry. */
  has(ref: SecretRef): Promise<boolean>;
}

/** The write side. A write is complete and read back, or it has not happened; errors as for the read side. */
export interface SecretWriter {
  /** Refuses what a keychain would alter (`secret-unsupported`). */
  write(ref: SecretRef, secret: string): Promise<void>;
  /** After it the entry is gone; deleting what is not there is no error. */
  remove(ref: SecretRef): Promise<void>;
}

export interface KeyVault extends SecretReader, SecretWriter {}
