import type { JobKind, JobResult } from '../../shared/model/job.ts';
import type { Server } from '../../shared/model/server.ts';
import { driftAdvice, driftText } from '../lib/drift-words.ts';
import { errorCopy } from '../lib/error-copy.ts';
import { texts } from '../../shared/texts/texts.ts';
import type { Tone } from '../ui/tone.ts';
import { statusText } from './server-cells.ts';
import type { JobState } from './job-state.svelte.ts';

const words = texts.jobs;

export const resultTones: Record<JobResult['state'], Tone> = {
  waiting: 'neutral',
  running: 'info',
  succeeded: 'success',
  pending: 'warning',
  failed: 'danger',
  cancelled: 'neutral',
};

/** What a job is doing, or what has become of it. */
export function jobTitle(
  job: Pick<JobState, 'results' | 'isRunning' | 'isInterrupted' | 'error'> & {
    readonly plan: Pick<JobState['plan'], 'kind' | 'keyPairName'>;
  },
): string {
  const { kind, keyPairName } = job.plan;
  if (job.isRunning) return words.titles[kind](keyPairName);
  const action = words.actionTitles[kind](keyPairName);
  if (job.error !== undefined) return words.undoneTitle(action, 'failed', { count: 1, total: 1 });
  if (job.isInterrupted) return words.undoneTitle(action, 'interrupted', { count: 1, total: 1 });
  for (const state of ['failed', 'cancelled', 'pending'] as const) {
    const count = job.results.filter((result) => result.state === state).length;
    if (count > 0) return words.undoneTitle(action, state, { count, total: job.results.length });
  }
  return words.endedTitles[kind](keyPairName);
}

type Words = (result: JobResult, kind: JobKind, server: Server | undefined) => string;

const stateWords: Record<JobResult['state'], Words> = {
  waiting: () => words.waiting,
  running: ({ step }) => (step ? words.steps[step] : words.states.running),
  succeeded: ({ proven, drift }, kind, server) => {
    if (drift) return driftText(drift);
    if (kind === 'refresh' && server) return words.refreshed(statusText(server));
    return (kind === 'bind' || kind === 'repair') && proven === false
      ? words.boundUnproven
      : words.succeeded[kind];
  },
  pending: (_result, _kind, server) =>
    server?.pending?.waitsFor === 'server' ? words.pendingServer : words.pendingRestart,
  failed: failureText,
  cancelled: failureText,
};

/** What is happening, or has happened, on one server, in a sentence. */
export function resultText(kind: JobKind, result: JobResult, server: Server | undefined): string {
  return stateWords[result.state](result, kind, server);
}

function failureText({ error }: JobResult): string {
  return error ? errorCopy(error).what : words.cancelled;
}

/** What can be done about a failure or what was found; undefined where there is nothing to be done. */
export function adviceOf({ error, drift }: JobResult): string | undefined {
  if (drift) return driftAdvice(drift);
  return error ? errorCopy(error).todo : undefined;
}
