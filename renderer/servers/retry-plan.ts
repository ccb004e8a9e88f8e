import type { Job } from '../../shared/model/job.ts';
import { call } from '../lib/client.ts';
import { isFailed } from './job-results.ts';
import type { JobPlan } from './job-state.svelte.ts';

/** A finished job once more, for the servers on which it failed; after that, for those on which the last try failed. */
export function retryPlan(job: Job): JobPlan {
  let last = job.id;
  return {
    kind: job.kind,
    keyPairName: job.keyPairName ?? '',
    serverIds: job.results.filter(isFailed).map(({ serverId }) => serverId),
    secrets: [],
    start: async (_serverIds, secrets) => {
      const next = await call('jobs:retry', { jobId: last, secrets: [...secrets] });
      last = next.id;
      return next;
    },
  };
}
