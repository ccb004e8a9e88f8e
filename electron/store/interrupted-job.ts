import type { Timestamp } from '../../shared/model/ids.ts';
import type { Job, JobResult } from '../../shared/model/job.ts';

/**
 * What a job is that was under way when the application ended. A server not yet begun was left alone; one under
 * way was left at the step noted, and has to be looked at.
 */
export function interrupted(job: Job, now: Timestamp): Job {
  const results = job.results.map((result) => interruptedResult(result, now));
  return { ...job, state: 'interrupted', results, finishedAt: now };
}

function interruptedResult(result: JobResult, now: Timestamp): JobResult {
  if (result.state === 'waiting') return { ...result, state: 'cancelled', finishedAt: now };
  if (result.state !== 'running') return result;
  const error = { code: 'action-interrupted', details: {}, step: result.step } as const;
  return { ...result, state: 'failed', error, finishedAt: now };
}
