import { describe, expect, it } from 'vitest';
import { toEntry } from '../../../electron/console/activity-entry.ts';
import type { ActivityOutcome } from '../../../shared/model/activity.ts';
import type { Job, JobResult } from '../../../shared/model/job.ts';
import { consoleUnderTest } from './console-under-test.ts';

const done: Partial<JobResult> = { state: 'succeeded', error: null };
const cancelled: Partial<JobResult> = { state: 'cancelled', error: null };
const cutOff: Partial<JobResult> = {
  state: 'failed',
  error: { code: 'action-interrupted', details: {}, step: 'reload' },
};
const putBack: Partial<JobResult> = {
  state: 'failed',
  error: { code: 'rolled-back', details: { reason: 'interrupted' }, step: 'reload' },
};

/** What the entry says of a job, once its servers stand as given. */
async function outcomeOf(
  results: readonly Partial<JobResult>[],
  state: Job['state'] = 'interrupted',
): Promise<ActivityOutcome> {
  const under = consoleUnderTest();
  const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', { type: 'ed25519' });
  const server = await under.addServer('web-1');
  const job = await under.finished(under.console.bindings.bind(keyPair.id, [server.id], 'reload', []));
  const [record] = under.store.activity.list(1);
  const [result] = job.results;
  if (!record || !result) throw new Error('no entry');
  const all = results.map((changed) => ({ ...result, ...changed }));
  return toEntry(record, { ...job, state, results: all }).outcome;
}

describe('the entry of a job that was cut off', () => {
  it.each<[ActivityOutcome, string, Partial<JobResult>[]]>([
    ['interrupted', 'while a server is left', [done, cutOff]],
    ['interrupted', 'where nothing had begun', [cancelled, cancelled]],
    ['succeeded', 'once what was left is finished', [done, done]],
    ['failed', 'once what was left is put back', [putBack]],
    ['partly', 'where servers were not begun', [done, cancelled]],
  ])('is %s %s', async (outcome, _when, results) => {
    expect(await outcomeOf(results)).toBe(outcome);
  });
});

describe('the entry of a job that was cancelled', () => {
  it('says so where it was begun on no server, and else that it is partly done', async () => {
    expect(await outcomeOf([cancelled, cancelled], 'finished')).toBe('cancelled');
    expect(await outcomeOf([done, cancelled], 'finished')).toBe('partly');
    expect(await outcomeOf([putBack, cancelled], 'finished')).toBe('failed');
  });
});
