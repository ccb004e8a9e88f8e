import type { RegionId } from '../../shared/model/ids.ts';
import type { Job } from '../../shared/model/job.ts';
import { call, on } from '../lib/client.ts';

/** The jobs of these regions that are under way. An event that overtakes the answer counts more than it. */
export async function runningJobs(regionIds: readonly RegionId[]): Promise<readonly Job[]> {
  const latest: Job[] = [];
  const stop = on('jobs:changed', (job) => void latest.push(job));
  try {
    const listed = await Promise.all(regionIds.map((regionId) => call('jobs:list', { regionId })));
    return listed
      .flat()
      .map((job) => latest.findLast(({ id }) => id === job.id) ?? job)
      .filter(({ state }) => state === 'running');
  } finally {
    stop();
  }
}
