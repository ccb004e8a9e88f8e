import { AppError } from '../../../shared/ipc/result.ts';
import { readPrivateKey } from '../../ssh/private-key.ts';
import type { Credential } from '../../ssh/target.ts';
import { keyBlob } from './key-line.ts';
import type { MachineAction } from './machine-action.ts';

/**
 * That a machine with no other keys than these can still be logged on to, now and after its next restart. Of a key whose
 * private half is elsewhere nobody knows who has it. Error: `last-way-in`.
 */
export function requireWayIn(
  action: MachineAction,
  credentials: readonly Credential[],
  lines: readonly string[],
): void {
  if (action.keepsPassword || lines.some((line) => opens(credentials, line))) return;
  throw new AppError('last-way-in');
}

/** Whether one of the ways in that Latchkey has is the key of this line. */
function opens(credentials: readonly Credential[], line: string): boolean {
  return credentials.some((credential) => {
    if (credential.kind !== 'private-key') return false;
    const key = readPrivateKey(credential.privateKey, credential.passphrase);
    return keyBlob(line) === key.getPublicSSH().toString('base64');
  });
}
