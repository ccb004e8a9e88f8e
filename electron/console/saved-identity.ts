import { AppError } from '../../shared/ipc/result.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { IdentityState } from '../../shared/model/ssh-config.ts';
import type { KeyFiles } from '../keys/key-files.ts';
import { readConfigFile } from '../ssh-config/config-file.ts';
import { configPath } from '../ssh-config/config-word.ts';
import type { Store } from '../store/store.ts';
import { isPutty } from './putty-file.ts';

export interface SavedIdentity {
  readonly state: IdentityState;
  /** Where the state is `named`. */
  readonly path?: string;
}

/** Whether ssh can use the file that the private key was saved as. */
export async function savedIdentity(store: Store, id: KeyPair['id']): Promise<SavedIdentity> {
  const path = store.keyPairs.savedPath(id);
  if (path === undefined) return { state: 'unknown' };
  const bytes = await readConfigFile(path).catch(() => undefined);
  if (bytes === undefined) return { state: 'missing' };
  if (isPutty(bytes)) return { state: 'putty' };
  return configPath(path) === undefined ? { state: 'unwritable' } : { state: 'named', path };
}

/**
 * Refuses a file that is not this key pair's private key, or that ssh can't read. A file that hides its public half
 * behind its passphrase is taken as it is.
 * Errors: `file-not-readable`, `key-file-other-key`, `key-file-unsupported`, and those of `KeyFiles`.
 */
export async function checkIdentity(
  { name, publicKey }: KeyPair,
  path: string,
  keyFiles: KeyFiles,
): Promise<void> {
  const bytes = await readConfigFile(path);
  if (bytes === undefined) throw new AppError('file-not-readable', { path });
  if (isPutty(bytes)) throw new AppError('key-file-unsupported', { format: 'ppk' });
  const fingerprint = await fingerprintOf(bytes, keyFiles);
  if (fingerprint !== undefined && fingerprint !== publicKey.fingerprintSha256)
    throw new AppError('key-file-other-key', { path, name });
}

async function fingerprintOf(bytes: Buffer, keyFiles: KeyFiles): Promise<string | undefined> {
  try {
    const file = await keyFiles.read(bytes);
    if (file.kind === 'public') throw new AppError('private-key-invalid');
    return file.key.publicKey.fingerprintSha256;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'passphrase-required') throw error;
    const { fingerprint } = error.details;
    return typeof fingerprint === 'string' ? fingerprint : undefined;
  }
}
