import type { SecretRef } from './key-vault.ts';
import type { Slot } from './entry-format.ts';

/** The one entry that holds no secret: it shows whether the keychain is unlocked. */
export const unlockedMark = 'unlocked-mark';

/** The account that a secret's head stands under. */
export function headAccount(ref: SecretRef): string {
  return `${ref.kind}:${'keyPairId' in ref ? ref.keyPairId : ref.serverId}`;
}

/** The account of a further part. No account is the beginning of another: Windows can match by prefix. */
export function partAccount(head: string, slot: Slot, index: number): string {
  return `part-${slot}${index}:${head}`;
}
