import type { ErrorReply } from '../../../shared/ipc/result.ts';
import type { KeyWeakness } from '../../../shared/model/key-file.ts';
import type { FoundKey } from '../found-key.ts';
import type { Protection } from '../private/passphrase.ts';

export interface KeyInFile extends FoundKey {
  readonly weaknesses: readonly KeyWeakness[];
}

/** A file of public keys: the caller lets people choose where there is more than one. */
export interface PublicKeyFile {
  readonly kind: 'public';
  readonly keys: readonly KeyInFile[];
  /** What is wrong with the lines that hold no key. */
  readonly problems: readonly ErrorReply[];
}

export interface PrivateKeyFile {
  readonly kind: 'private';
  readonly key: KeyInFile;
  /** With what the file is encrypted; nothing where it is not. */
  readonly protection: Protection | undefined;
  /**
   * The private key as Latchkey keeps it, not encrypted: RSA as PKCS#1 in PEM, other kinds in OpenSSH's format.
   * Nothing for a security key, whose private key never leaves the device, and for RSA with more than two primes. Never let this cross IPC.
   */
  readonly privateKeyPem: string | undefined;
}

export type KeyFileContent = PublicKeyFile | PrivateKeyFile;
