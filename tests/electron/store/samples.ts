import { randomUUID } from 'node:crypto';
import { publicLines } from '../../vectors/public-lines.ts';
import type { JobId, KeyPairId, RegionId, ServerId } from '../../../shared/model/ids.ts';
import type { Job, JobResult } from '../../../shared/model/job.ts';
import { KeyPair } from '../../../shared/model/key-pair.ts';
import { Region } from '../../../shared/model/region.ts';
import { Server } from '../../../shared/model/server.ts';

export function sampleRegion(change: Partial<Region> = {}): Region {
  const region = { id: randomUUID(), name: 'My servers', provider: 'ssh', keyPairLimit: 10 };
  return { ...Region.parse(region), ...change };
}

let made = 0;

export function sampleKeyPair(regionId: RegionId, change: Partial<KeyPair> = {}): KeyPair {
  made += 1;
  const keyPair = {
    id: randomUUID(),
    regionId,
    name: `key-${made}`,
    origin: 'generated',
    publicKey: {
      type: 'ed25519',
      algorithm: 'ssh-ed25519',
      bits: 256,
      fingerprintSha256: `SHA256:${randomUUID()}`,
      fingerprintMd5: 'MD5:00',
      comment: 'me@example',
      line: publicLines.ed25519,
    },
    privateKey: 'keychain',
    download: 'available',
    boundServerIds: [],
    createdAt: made,
  };
  return { ...KeyPair.parse(keyPair), ...change };
}

export function sampleServer(regionId: RegionId, change: Partial<Server> = {}): Server {
  made += 1;
  const server = {
    id: randomUUID(),
    regionId,
    name: `web-${made}`,
    host: `web-${made}.example`,
    port: 22,
    user: 'root',
    logon: { kind: 'agent' },
    status: 'running',
    os: { kind: 'linux', name: 'Debian GNU/Linux 12' },
    boundKeyPairId: null,
    passwordLogon: 'enabled',
    pending: null,
    drift: null,
    checkedAt: null,
    statusProblem: null,
  };
  return { ...Server.parse(server), ...change };
}

export function sampleJobResult(
  server: Pick<Server, 'id' | 'name'>,
  change: Partial<JobResult> = {},
): JobResult {
  const nothing = { step: null, error: null, proven: null, drift: null, startedAt: null, finishedAt: null };
  return { serverId: server.id, serverName: server.name, state: 'waiting', ...nothing, ...change };
}

export function sampleJob(regionId: RegionId, change: Partial<Job> = {}): Job {
  return {
    id: strangeId(),
    regionId,
    kind: 'bind',
    keyPairId: null,
    keyPairName: 'web-key',
    effect: 'reload',
    state: 'running',
    results: [],
    startedAt: 1000,
    finishedAt: null,
    ...change,
  };
}

/** An id of any kind, that nothing in a store has yet. */
export function strangeId(): JobId & KeyPairId & RegionId & ServerId {
  return randomUUID() as string as JobId & KeyPairId & RegionId & ServerId;
}
