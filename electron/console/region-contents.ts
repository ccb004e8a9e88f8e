import { randomUUID } from 'node:crypto';
import type { RegionId } from '../../shared/model/ids.ts';
import { KeyPairId, ServerId } from '../../shared/model/ids.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { Server } from '../../shared/model/server.ts';
import { readPublicKey } from '../keys/read-public-key.ts';
import type { Inventory, ListedKeyPair, ListedServer } from '../providers/inventory.ts';

/** The records of a new region, made from what its provider lists. */
export function recordsOf(
  regionId: RegionId,
  { keyPairs, servers }: Inventory,
  now: number,
): { readonly keyPairs: readonly KeyPair[]; readonly servers: readonly Server[] } {
  const known = keyPairs.map((listed) => toKeyPair(regionId, listed, now));
  return { keyPairs: known, servers: servers.map((listed) => toServer(regionId, listed, known, now)) };
}

function toKeyPair(regionId: RegionId, { name, publicLine }: ListedKeyPair, now: number): KeyPair {
  return {
    id: KeyPairId.parse(randomUUID()),
    regionId,
    name,
    origin: 'imported',
    publicKey: readPublicKey(publicLine),
    privateKey: 'absent',
    download: 'none',
    boundServerIds: [],
    createdAt: now,
  };
}

/** Its provider needs nothing to log on with; `agent` is the way that asks for nothing. */
function toServer(
  regionId: RegionId,
  { boundKeyPair, ...listed }: ListedServer,
  keyPairs: readonly KeyPair[],
  now: number,
): Server {
  return {
    ...listed,
    id: ServerId.parse(randomUUID()),
    regionId,
    logon: { kind: 'agent' },
    boundKeyPairId: keyPairs.find(({ name }) => name === boundKeyPair)?.id ?? null,
    pending: null,
    drift: null,
    checkedAt: now,
    statusProblem: null,
  };
}
