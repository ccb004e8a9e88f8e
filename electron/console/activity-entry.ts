import type { ActivityEntry, ActivityOutcome } from '../../shared/model/activity.ts';
import type { Job } from '../../shared/model/job.ts';
import type { ActivityRecord } from '../store/store.ts';

/** How many servers an entry names; its details name all of them. */
const namedServers = 3;

/** An action in short. What became of a job is in the job. */
export function toEntry({ serverName, ...record }: ActivityRecord, job: Job | undefined): ActivityEntry {
  if (!job) {
    const outcome = actionOutcome(record.errorCode);
    const serverNames = serverName === '' ? [] : [serverName];
    return { ...record, outcome, serverNames, serverCount: serverNames.length };
  }
  return {
    ...record,
    outcome: jobOutcome(job),
    serverNames: job.results.slice(0, namedServers).map((result) => result.serverName),
    serverCount: job.results.length,
    finishedAt: job.finishedAt,
  };
}

function actionOutcome(errorCode: ActivityRecord['errorCode']): ActivityOutcome {
  if (errorCode === null) return 'succeeded';
  return errorCode === 'cancelled' ? 'cancelled' : 'failed';
}

function jobOutcome({ state, results }: Job): ActivityOutcome {
  if (state === 'running') return state;
  if (state === 'interrupted' && isOpen(results)) return state;
  const count = (...states: (typeof results)[number]['state'][]): number =>
    results.filter((result) => states.includes(result.state)).length;
  const undone = count('failed', 'cancelled');
  if (results.length > 0 && count('cancelled') === results.length) return 'cancelled';
  if (undone > 0) return undone === results.length ? 'failed' : 'partly';
  return count('pending') > 0 ? 'pending' : 'succeeded';
}

/** An interrupted job is told by its results as soon as what was cut off has been finished or put back. */
function isOpen(results: Job['results']): boolean {
  const isLeft = results.some(({ error }) => error?.code === 'action-interrupted');
  return isLeft || results.every((result) => result.state === 'cancelled');
}
