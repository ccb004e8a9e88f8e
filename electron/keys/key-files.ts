import type { PrivateKeyForm } from '../../shared/model/private-key-file.ts';
import type { KeyFileContent } from './file/key-file.ts';

export interface KeyFileChoice {
  readonly form: PrivateKeyForm;
  readonly comment: string;
  /** Not empty. Without one the file is not encrypted; `pem` never is. */
  readonly passphrase?: string | undefined;
}

/** Reads and writes key files, however slow, and whatever they were made to do. */
export interface KeyFiles {
  /**
   * Reads a key file of any kind, or pasted text, whatever its name.
   * Errors: `public-key-invalid` or `private-key-invalid` with a `reason`; `passphrase-required` with what the file says
   * of itself (`format`, `cipher`, `kdf`, perhaps `fingerprint`); `passphrase-wrong`; `key-type-unsupported`,
   * `key-file-unsupported`.
   */
  read(file: Buffer, passphrase?: string): Promise<KeyFileContent>;
  /**
   * The text of a private key file, to be saved.
   * @param privateKeyPem the private key as Latchkey keeps it
   * Errors: `passphrase-required` for an empty one, `key-file-unsupported` for an encrypted `pem`,
   * `private-key-invalid`.
   */
  write(privateKeyPem: string, choice: KeyFileChoice): Promise<string>;
}
