import type { Job } from '../../shared/model/job.ts';
import { call, on } from '../lib/client.ts';
import { texts } from '../../shared/texts/texts.ts';
import { countResults } from '../servers/job-results.ts';
import { jobTitle } from '../servers/job-words.ts';
import type { WindowState } from './window-state.svelte.ts';

/** From here on people turn to something else while they wait. */
const longMs = 10_000;

/**
 * Tells of jobs on the desktop while the window has not the focus: of those that took long, and of those whose progress
 * nobody has open. A click on it comes back to what became of the job. Returns a function that ends it.
 */
export function listenToJobs(app: WindowState): () => void {
  const endings = [
    on('jobs:changed', (job) => {
      if (job.state !== 'running' && isWorthTelling(app, job)) void tell(app, job);
    }),
    on('jobs:open', ({ jobId }) => app.openJob(jobId)),
  ];
  return () => endings.forEach((end) => end());
}

function isWorthTelling({ serverActions }: WindowState, { startedAt, finishedAt }: Job): boolean {
  return (finishedAt ?? Date.now()) - startedAt > longMs || serverActions.job === undefined;
}

async function tell(app: WindowState, job: Job): Promise<void> {
  const { id: jobId, results } = job;
  try {
    await call('app:notify', { jobId, title: titleOf(job), body: texts.jobs.summary(countResults(results)) });
  } catch (error) {
    app.serverActions.tellError(error);
  }
}

/** What has become of it: whoever reads it has not seen it run. */
function titleOf({ kind, keyPairName, results, state }: Job): string {
  const plan = { kind, keyPairName: keyPairName ?? '' };
  const isInterrupted = state === 'interrupted';
  return jobTitle({ plan, results, isInterrupted, isRunning: false, error: undefined });
}
