import type { Job } from '../../shared/model/job.ts';
import { call } from '../lib/client.ts';
import { isFailed } from './job-results.ts';
import type { JobPlan } from './job-state.svelte.ts';

/** A finished job once more, for the servers on which it failed. */
export function retryPlan(job: Job): JobPlan {
  return {
    kind: job.kind,
    keyPairName: job.keyPairName ?? '',
    serverIds: job.results.filter(isFailed).map(({ serverId }) => serverId),
    secrets: [],
    start: (secrets) => call('jobs:retry', { jobId: job.id, secrets: [...secrets] }),
  };
}
