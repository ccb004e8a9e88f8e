import type { JobKind, JobResult } from '../../shared/model/job.ts';
import type { Server } from '../../shared/model/server.ts';
import { errorCopy } from '../lib/error-copy.ts';
import { texts } from '../lib/texts/texts.ts';
import type { Tone } from '../ui/tone.ts';

const words = texts.jobs;

export const resultTones: Record<JobResult['state'], Tone> = {
  waiting: 'neutral',
  running: 'info',
  succeeded: 'success',
  pending: 'warning',
  failed: 'danger',
  cancelled: 'neutral',
};

/** What is happening, or has happened, on one server, in one or two sentences. */
export function resultText(kind: JobKind, result: JobResult, server: Server | undefined): string {
  switch (result.state) {
    case 'waiting':
      return words.waiting;
    case 'running':
      return result.step ? words.steps[result.step] : words.states.running;
    case 'succeeded':
      return kind === 'bind' && result.proven === false ? words.boundUnproven : words.succeeded[kind];
    case 'pending':
      return server?.pending?.waitsFor === 'server' ? words.pendingServer : words.pendingRestart;
    case 'failed':
    case 'cancelled':
      return failureText(result);
  }
}

function failureText({ error }: JobResult): string {
  if (!error) return words.cancelled;
  const { what, todo } = errorCopy(error);
  return `${what} ${todo}`;
}
