import type { KeyFileContent } from './file/key-file.ts';
import { onKeyThread } from './file/key-thread.ts';

/**
 * Reads a key file of any kind, or pasted text, whatever its name; off the main thread.
 * Errors: `public-key-invalid` or `private-key-invalid` with a `reason`; `passphrase-required` with what the file says
 * of itself (`format`, `cipher`, `kdf`, perhaps `fingerprint`); `passphrase-wrong`; `key-type-unsupported`,
 * `key-file-unsupported`; `cancelled`.
 */
export function readKeyFile(
  file: Buffer,
  passphrase?: string,
  signal?: AbortSignal,
): Promise<KeyFileContent> {
  return onKeyThread<'read'>({ name: 'read', file, passphrase }, signal);
}
