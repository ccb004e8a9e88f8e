import { randomBytes } from 'node:crypto';
import { AppError, type ErrorCode } from '../../shared/ipc/result.ts';
import type { KeychainState } from '../../shared/model/settings.ts';
import type { KeyVault, SecretRef } from './key-vault.ts';

const states: Readonly<Partial<Record<ErrorCode, KeychainState>>> = {
  'keychain-locked': 'locked',
  'keychain-timeout': 'slow',
  'keychain-absent': 'absent',
};

/** Whether the keychain keeps what it is given: writes a random entry, reads it back, and removes it. */
export async function checkKeychain(vault: KeyVault, probe: SecretRef): Promise<KeychainState> {
  const secret = randomBytes(16).toString('hex');
  try {
    await vault.write(probe, secret);
    const isKept = (await vault.read(probe)) === secret;
    await vault.remove(probe);
    return isKept && !(await vault.has(probe)) ? 'working' : 'failing';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return states[error.code] ?? 'failing';
  }
}
