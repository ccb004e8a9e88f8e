import type { Protection } from './passphrase.ts';
import type { OpenedKey } from './private-key.ts';

/** A private key file that was opened: the key, and with what the file is encrypted, if it is. */
export interface OpenedPrivateKey extends OpenedKey {
  readonly protection: Protection | undefined;
}
