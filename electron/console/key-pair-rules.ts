import { AppError } from '../../shared/ipc/result.ts';
import type { KeyPair, KeySpec } from '../../shared/model/key-pair.ts';
import { keyPairNameProblem } from '../../shared/model/key-pair.ts';
import type { Region } from '../../shared/model/region.ts';
import type { Server } from '../../shared/model/server.ts';
import type { JournalEntry } from '../store/store.ts';

/** Refuses a new key pair whose name is wrong or taken, or for which the region has no place left. */
export function checkNewKeyPair(region: Region, others: readonly KeyPair[], name: string): void {
  const problem = keyPairNameProblem(name);
  if (problem) throw new AppError('key-pair-name-invalid', { problem });
  if (others.some((other) => other.name === name)) throw new AppError('key-pair-name-taken', { name });
  if (others.length >= region.keyPairLimit) {
    throw new AppError('key-pair-limit-reached', { limit: region.keyPairLimit });
  }
}

/** Refuses a kind of key pair that the region's provider does not offer. */
export function checkKeySpec(offered: readonly KeySpec[], wanted: KeySpec): void {
  if (!offered.some((spec) => specName(spec) === specName(wanted))) {
    throw new AppError('key-type-unsupported', { type: specName(wanted) });
  }
}

function specName(spec: KeySpec): string {
  return spec.type === 'rsa' ? `rsa ${spec.bits}` : spec.type;
}

/** Refuses a public key that the region has already. */
export function checkDuplicate(others: readonly KeyPair[], fingerprintSha256: string): void {
  const same = others.find((other) => other.publicKey.fingerprintSha256 === fingerprintSha256);
  if (same) throw new AppError('key-pair-duplicate', { name: same.name });
}

/**
 * Refuses to let go of a key pair that is on a server, that an action under way or cut off may have put on one, or
 * that Latchkey logs on with.
 */
export function checkUnused(
  keyPair: KeyPair,
  servers: readonly Server[],
  journal: readonly Pick<JournalEntry, 'serverId' | 'keyPairId' | 'formerKeyPairId'>[],
): void {
  const underWay = new Set(
    journal
      .filter((entry) => entry.keyPairId === keyPair.id || entry.formerKeyPairId === keyPair.id)
      .map(({ serverId }) => serverId),
  );
  const bound = servers.filter(({ id, boundKeyPairId, pending }) => {
    const isAwaited = pending?.waitsFor === 'server' && pending.keyPairId === keyPair.id;
    return boundKeyPairId === keyPair.id || isAwaited || underWay.has(id);
  });
  if (bound.length > 0) throw new AppError('key-pair-bound', { servers: bound.map(({ name }) => name) });
  const loggedOnWith = servers.filter(
    ({ logon }) => logon.kind === 'key-pair' && logon.keyPairId === keyPair.id,
  );
  if (loggedOnWith.length > 0) {
    throw new AppError('key-pair-used-for-logon', { servers: loggedOnWith.map(({ name }) => name) });
  }
}

/** Refuses a second download, and one of a private key that never was here. */
export function checkDownload(keyPair: KeyPair): void {
  if (keyPair.download === 'used') throw new AppError('download-used', { name: keyPair.name });
  if (keyPair.download === 'none') throw new AppError('private-key-absent', { name: keyPair.name });
}
