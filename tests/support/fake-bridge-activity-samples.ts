import type { ActivityEntry, ActivityId } from '../../shared/model/activity.ts';
import type { Job, JobResult } from '../../shared/model/job.ts';
import {
  failures,
  jobId,
  keyPairId,
  keyPairs,
  regionId,
  sampleTime,
  serverId,
} from './fake-bridge-samples.ts';

const minuteMs = 60_000;

export function sampleEntry(number: number, changes: Partial<ActivityEntry> = {}): ActivityEntry {
  const startedAt = sampleTime - number * 7 * minuteMs;
  return {
    id: jobId(900 + number) as string as ActivityId,
    kind: 'create-key-pair',
    outcome: 'succeeded',
    actor: 'anna',
    regionId: regionId(1),
    regionName: 'My servers',
    keyPairName: '',
    keyPairFingerprint: '',
    serverNames: [],
    serverCount: 0,
    errorCode: null,
    startedAt,
    finishedAt: startedAt + 1200,
    ...changes,
  };
}

function result(number: number, serverName: string, changes: Partial<JobResult>): JobResult {
  return {
    serverId: serverId(number),
    serverName,
    state: 'succeeded',
    step: null,
    error: null,
    proven: true,
    drift: null,
    startedAt: sampleTime - 7 * minuteMs,
    finishedAt: sampleTime - 7 * minuteMs + 4200,
    ...changes,
  };
}

/** The job behind the first entry: one server is done, one asks for a password. */
export const sampleJobs: readonly Job[] = [
  {
    id: jobId(901),
    regionId: regionId(1),
    kind: 'bind',
    keyPairId: keyPairId(1),
    keyPairName: 'production-web',
    effect: 'reload',
    state: 'finished',
    results: [
      result(1, 'web-01', {}),
      result(4, 'db-01', { state: 'failed', proven: null, error: failures['db-01'] ?? null }),
    ],
    startedAt: sampleTime - 7 * minuteMs,
    finishedAt: sampleTime - 7 * minuteMs + 4200,
  },
];

export const sampleActivity: readonly ActivityEntry[] = [
  sampleEntry(1, {
    kind: 'bind',
    outcome: 'partly',
    keyPairName: 'production-web',
    keyPairFingerprint: keyPairs[0]?.publicKey.fingerprintSha256 ?? '',
    serverNames: ['web-01', 'db-01'],
    serverCount: 2,
    finishedAt: sampleTime - 7 * minuteMs + 4200,
  }),
  sampleEntry(2, { keyPairName: 'production-web' }),
  sampleEntry(3, { kind: 'add-server', serverNames: ['web-01'], serverCount: 1 }),
  sampleEntry(4, {
    kind: 'delete-key-pair',
    outcome: 'failed',
    keyPairName: 'staging',
    errorCode: 'key-pair-bound',
  }),
  sampleEntry(5, { kind: 'accept-host-key', serverNames: ['db-01'], serverCount: 1 }),
];
