import { AppError } from '../../shared/ipc/result.ts';
import type { KeyPairRecord } from '../store/store.ts';
import type { Server } from '../../shared/model/server.ts';
import type { Region } from '../../shared/model/region.ts';
import {
  isKeyPairLimit,
  isSameRegionName,
  keyPairLimitRange,
  regionNameProblem,
} from '../../shared/model/region.ts';

/** The name as it is kept. Refuses a wrong one, and one that another region has. */
export function checkedRegionName(name: string, others: readonly Pick<Region, 'name'>[]): string {
  const problem = regionNameProblem(name);
  if (problem) throw new AppError('region-name-invalid', { problem });
  const same = others.find((other) => isSameRegionName(other.name, name));
  if (same) throw new AppError('region-name-taken', { name: same.name });
  return name.trim();
}

export function checkKeyPairLimit(limit: number): void {
  if (!isKeyPairLimit(limit)) throw new AppError('region-limit-invalid', keyPairLimitRange);
}

/** Refuses to remove a region that has anything in it. */
export function checkEmpty(keyPairs: readonly KeyPairRecord[], servers: readonly Server[]): void {
  const [keyPairCount, serverCount] = [keyPairs.filter(({ deleting }) => !deleting).length, servers.length];
  if (keyPairCount + serverCount === 0) return;
  throw new AppError('region-not-empty', { keyPairs: keyPairCount, servers: serverCount });
}
