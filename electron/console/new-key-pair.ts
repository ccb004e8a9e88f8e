import { randomUUID } from 'node:crypto';
import { KeyPairId, type RegionId } from '../../shared/model/ids.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';

/** A key pair whose private half is here. */
export const kept = { privateKey: 'keychain', download: 'available' } as const;

export function newKeyPairId(): KeyPairId {
  return KeyPairId.parse(randomUUID());
}

/** What every new key pair begins with: it is bound to nothing. */
export function newKeyPair(
  regionId: RegionId,
  name: string,
  id = newKeyPairId(),
): Pick<KeyPair, 'id' | 'regionId' | 'name' | 'boundServerIds' | 'createdAt'> {
  return { id, regionId, name, boundServerIds: [], createdAt: Date.now() };
}
