import { KeyPairId, ServerId } from '../../shared/model/ids.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { SecretRef } from '../keychain/key-vault.ts';
import type { KeychainIntent } from '../store/store.ts';

export function privateKeyRef(keyPairId: KeyPairId): SecretRef {
  return { kind: 'private-key', keyPairId };
}

export function originalPassphraseRef(keyPairId: KeyPairId): SecretRef {
  return { kind: 'private-key-passphrase', keyPairId };
}

/** Everything that the keychain has of a key pair; the private key comes last, as it goes last. */
export function keyPairRefs({
  id,
  privateKey,
  isPassphraseKept,
}: Pick<KeyPair, 'id' | 'privateKey' | 'isPassphraseKept'>): readonly SecretRef[] {
  return [
    ...(isPassphraseKept === true ? [originalPassphraseRef(id)] : []),
    ...(privateKey === 'keychain' ? [privateKeyRef(id)] : []),
  ];
}

export function passwordRef(serverId: ServerId): SecretRef {
  return { kind: 'server-password', serverId };
}

export function passphraseRef(serverId: ServerId): SecretRef {
  return { kind: 'key-file-passphrase', serverId };
}

/** Tells entries apart. */
export function nameOf(ref: SecretRef): string {
  const { kind, ownerId } = toIntent(ref);
  return `${kind}:${ownerId}`;
}

export function toIntent(ref: SecretRef): Pick<KeychainIntent, 'kind' | 'ownerId'> {
  return { kind: ref.kind, ownerId: 'keyPairId' in ref ? ref.keyPairId : ref.serverId };
}

export function toRef(intent: KeychainIntent): SecretRef {
  const { kind, ownerId } = intent;
  if (kind === 'private-key' || kind === 'private-key-passphrase')
    return { kind, keyPairId: KeyPairId.parse(ownerId) };
  return { kind, serverId: ServerId.parse(ownerId) };
}
