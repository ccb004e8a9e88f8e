import { hasDrifted } from '../../shared/model/drift.ts';
import type { JobResult } from '../../shared/model/job.ts';

/** Results of an action and of its retries: for each server what became of it last, in the order of the first try. */
export function latestResults(tries: readonly (readonly JobResult[])[]): readonly JobResult[] {
  const byServer = new Map<string, JobResult>();
  for (const result of tries.flat()) byServer.set(result.serverId, result);
  return [...byServer.values()];
}

export interface ResultCounts {
  readonly total: number;
  readonly finished: number;
  /** Of these nothing differs from what was recorded. */
  readonly succeeded: number;
  readonly differing: number;
  readonly pending: number;
  readonly failed: number;
}

export function countResults(results: readonly JobResult[]): ResultCounts {
  const count = (...states: JobResult['state'][]): number =>
    results.filter(({ state }) => states.includes(state)).length;
  const differing = results.filter((result) => result.state === 'succeeded' && differs(result)).length;
  return {
    total: results.length,
    finished: results.length - count('waiting', 'running'),
    succeeded: count('succeeded') - differing,
    differing,
    pending: count('pending'),
    failed: count('failed', 'cancelled'),
  };
}

/** Whether something on the server differs from what was recorded. */
function differs({ drift }: JobResult): boolean {
  return drift !== null && hasDrifted(drift);
}

/** Few enough to be taken in at a glance: then nothing moves while the job runs. */
const glance = 6;

const orderWhileRunning: readonly JobResult['state'][] = [
  'running',
  'failed',
  'cancelled',
  'waiting',
  'pending',
  'succeeded',
];

/** For reading: what is under way first, afterwards what needs attention. */
export function orderResults(results: readonly JobResult[], isRunning: boolean): readonly JobResult[] {
  if (!isRunning) return results.toSorted((one, other) => urgency(one) - urgency(other));
  if (results.length <= glance) return results;
  return orderWhileRunning.flatMap((state) => results.filter((result) => result.state === state));
}

function urgency(result: JobResult): number {
  if (isFailed(result)) return 0;
  return differs(result) ? 1 : 2;
}

/** Whether an action can be tried again for this server. */
export function isFailed({ state }: JobResult): boolean {
  return state === 'failed' || state === 'cancelled';
}

/**
 * How many seconds a job will take from now on at the pace so far, rounded up to what is worth saying; undefined
 * while nothing has ended.
 */
export function secondsLeft({ total, finished }: ResultCounts, elapsedMs: number): number | undefined {
  if (finished === 0) return undefined;
  const seconds = ((elapsedMs / finished) * (total - finished)) / 1000;
  const grain = seconds < 60 ? 5 : 60;
  return Math.max(grain, Math.ceil(seconds / grain) * grain);
}

/** Of what is finished, as much as is worth reading out: at each tenth of the servers, not at every one. */
export function announcedCount({ total, finished }: ResultCounts): number {
  const grain = Math.max(1, Math.ceil(total / 10));
  return finished === total ? finished : Math.floor(finished / grain) * grain;
}
