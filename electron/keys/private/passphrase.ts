import { AppError, type ErrorDetails } from '../../../shared/ipc/result.ts';

/** With what a private key file is encrypted. */
export interface Protection {
  readonly cipher: string;
  /** How the key is made from the passphrase. */
  readonly kdf: string;
}

/**
 * Runs what needs the passphrase, and overwrites its bytes afterwards.
 * Errors: `passphrase-required` with what the file says of itself.
 */
export async function withPassphrase<T>(
  passphrase: string | undefined,
  about: ErrorDetails,
  use: (bytes: Buffer) => T | Promise<T>,
): Promise<T> {
  if (passphrase === undefined) throw new AppError('passphrase-required', about);
  const bytes = Buffer.from(passphrase, 'utf8');
  try {
    return await use(bytes);
  } finally {
    bytes.fill(0);
  }
}

/** Where a format can't tell a wrong passphrase from a damaged file, the passphrase is what people get wrong. */
export function orWrongPassphrase<T>(open: () => T): T {
  try {
    return open();
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'public-key-invalid')
      throw new AppError('passphrase-wrong', {}, { cause });
    throw cause;
  }
}
