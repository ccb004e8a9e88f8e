import type { PrivateKeyForm } from '../../shared/model/private-key-file.ts';
import { onKeyThread } from './file/key-thread.ts';

export interface KeyFileChoice {
  readonly form: PrivateKeyForm;
  readonly comment: string;
  /** Not empty. Without one the file is not encrypted; `pem` never is. */
  readonly passphrase?: string | undefined;
}

/**
 * The text of a private key file, to be saved; made off the main thread.
 * @param privateKeyPem the private key as Latchkey keeps it
 * Errors: `passphrase-required` for an empty one, `key-file-unsupported` for an encrypted `pem`,
 * `private-key-invalid`, `cancelled`.
 */
export function writeKeyFile(
  privateKeyPem: string,
  { form, comment, passphrase }: KeyFileChoice,
  signal?: AbortSignal,
): Promise<string> {
  return onKeyThread<'write'>({ name: 'write', privateKeyPem, form, comment, passphrase }, signal);
}
