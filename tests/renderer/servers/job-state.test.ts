import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { JobState } from '../../../renderer/servers/job-state.svelte.ts';
import { bindPlan, unbindPlan } from '../../../renderer/servers/server-plans.ts';
import type { ServerSecrets } from '../../../renderer/servers/secrets.ts';
import type { Job, JobResult } from '../../../shared/model/job.ts';
import { FakeBridge } from '../../support/fake-bridge.ts';
import {
  jobId,
  keyPairId,
  keyPairs,
  regionId,
  sampleKeyPair,
  servers,
} from '../../support/fake-bridge-samples.ts';

const keyPair = sampleKeyPair(2, { name: 'staging' });

let bridge: FakeBridge;

beforeEach(() => {
  vi.useFakeTimers();
  bridge = new FakeBridge({ stepMs: 10, keyPairs: [...keyPairs, keyPair] });
  vi.stubGlobal('window', { latchkey: bridge });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function idOf(name: string): (typeof servers)[number]['id'] {
  const server = servers.find((candidate) => candidate.name === name);
  if (!server) throw new Error(`no sample server is called ${name}`);
  return server.id;
}

function binding(names: readonly string[], secrets: ServerSecrets = []): JobState {
  return new JobState(bindPlan({ keyPair, serverIds: names.map(idOf), effect: 'reload', secrets }));
}

const outcome = (state: JobState): string[] =>
  state.results.map(({ serverName, state: result, error }) =>
    error ? `${serverName} ${result} ${error.code}` : `${serverName} ${result}`,
  );

async function untilFinished(state: JobState): Promise<void> {
  await vi.waitFor(async () => {
    await vi.advanceTimersByTimeAsync(50);
    expect(state.isRunning).toBe(false);
  });
}

describe('following a job', () => {
  test('shows each step, and the result for each server', async () => {
    const state = binding(['web-01', 'db-01']);
    await state.run();
    expect(state.isRunning).toBe(true);
    await vi.advanceTimersByTimeAsync(5);
    expect(state.results[0]).toMatchObject({ state: 'running', step: 'connect' });
    await untilFinished(state);
    expect(outcome(state)).toEqual(['web-01 succeeded', 'db-01 failed password-required']);
    expect(state.counts).toEqual({
      total: 2,
      finished: 2,
      succeeded: 1,
      differing: 0,
      pending: 0,
      failed: 1,
    });
  });

  test('an event that overtakes the answer is not lost', async () => {
    const result: JobResult = {
      serverId: idOf('web-01'),
      serverName: 'web-01',
      state: 'waiting',
      step: null,
      error: null,
      proven: null,
      drift: null,
      startedAt: null,
      finishedAt: null,
    };
    const job: Job = {
      id: jobId(77),
      regionId: regionId(1),
      kind: 'bind',
      keyPairId: keyPairId(2),
      keyPairName: 'staging',
      effect: 'reload',
      state: 'running',
      results: [result],
      startedAt: 1,
      finishedAt: null,
    };
    const plan = bindPlan({ keyPair, serverIds: [result.serverId], effect: 'reload', secrets: [] });
    const state = new JobState({
      ...plan,
      start: () => {
        bridge.emit('jobs:changed', { ...job, id: jobId(78), state: 'interrupted' });
        bridge.emit('jobs:changed', {
          ...job,
          state: 'finished',
          results: [{ ...result, state: 'succeeded' }],
        });
        return Promise.resolve(job);
      },
    });
    await state.run();
    expect(outcome(state)).toEqual(['web-01 succeeded']);
    expect(state.isRunning).toBe(false);
  });

  test('events of other jobs change nothing', async () => {
    const [ours, theirs] = [binding(['web-01']), binding(['web-02'])];
    await Promise.all([ours.run(), theirs.run()]);
    await untilFinished(ours);
    expect(outcome(ours)).toEqual(['web-01 succeeded']);
  });

  test('an action that could not be started says why, and can be started again', async () => {
    bridge.refuse('servers:bind', { code: 'key-pair-not-found' });
    const state = binding(['web-01']);
    await state.run();
    expect(state.error).toMatchObject({ code: 'key-pair-not-found' });
    expect(state.isRunning).toBe(false);
    await state.run();
    expect(state.error).toBeUndefined();
    await untilFinished(state);
    expect(outcome(state)).toEqual(['web-01 succeeded']);
  });

  test('the end is told once for each try, and also when it could not be started', async () => {
    const ends: number[] = [];
    const plan = bindPlan({ keyPair, serverIds: [idOf('web-01')], effect: 'reload', secrets: [] });
    const state = new JobState(plan, ({ counts }) => ends.push(counts.finished));
    bridge.refuse('servers:bind', { code: 'unexpected' });
    await state.run();
    await state.run();
    await untilFinished(state);
    expect(ends).toEqual([0, 1]);
  });
});

describe('trying again', () => {
  test('goes to the failed servers alone and keeps the results of the others', async () => {
    const state = binding(['web-01', 'db-01']);
    await state.run();
    await untilFinished(state);
    await state.retry([idOf('db-01')], [{ serverId: idOf('db-01'), password: 'typed now' }]);
    await untilFinished(state);
    expect(outcome(state)).toEqual(['web-01 succeeded', 'db-01 succeeded']);
    expect(bridge.calls.at(-1)?.request).toMatchObject({
      serverIds: [idOf('db-01')],
      secrets: [{ serverId: idOf('db-01'), password: 'typed now' }],
    });
  });

  test('still knows what was typed for the first try', async () => {
    const db = idOf('db-02');
    const state = binding(['db-02'], [{ serverId: db, passphrase: 'typed first' }]);
    await state.run();
    await untilFinished(state);
    await state.retry([db], [{ serverId: db, sudoPassword: 'typed second' }]);
    await untilFinished(state);
    expect(bridge.calls.at(-1)?.request).toMatchObject({
      secrets: [{ serverId: db, passphrase: 'typed first', sudoPassword: 'typed second' }],
    });
    expect(outcome(state)).toEqual(['db-02 succeeded']);
  });

  test('sends the secrets of the servers that are tried again, and of no other', async () => {
    const secrets = ['db-01', 'db-02'].map((name) => ({ serverId: idOf(name), password: name }));
    const state = binding(['db-01', 'db-02'], secrets);
    await state.run();
    await untilFinished(state);
    await state.retry([idOf('db-02')]);
    expect(bridge.calls.at(-1)?.request).toMatchObject({ secrets: [{ serverId: idOf('db-02') }] });
    expect(JSON.stringify(bridge.calls.at(-1)?.request)).not.toContain(idOf('db-01'));
  });

  test('forgets what was typed once the dialog is done with', async () => {
    const state = binding(['db-01'], [{ serverId: idOf('db-01'), password: 'typed' }]);
    state.dispose();
    await state.run();
    expect(bridge.calls.at(-1)?.request).toMatchObject({ secrets: [] });
  });
});

describe('A9: the last way in', () => {
  function unbinding(): JobState {
    const [, , imported] = keyPairs;
    if (!imported) throw new Error('the samples have three key pairs');
    const serverIds = [idOf('build')];
    return new JobState(unbindPlan({ keyPair: imported, serverIds, effect: 'reload', secrets: [] }));
  }

  test('is not taken away at the first try', async () => {
    const state = unbinding();
    await state.run();
    expect(bridge.calls.at(-1)?.request).toMatchObject({ evenIfLastWayIn: false });
    await untilFinished(state);
    expect(outcome(state)).toEqual(['build failed last-way-in']);
  });

  test('is not taken away by trying again either', async () => {
    const state = unbinding();
    await state.run();
    await untilFinished(state);
    await state.retry([idOf('build')]);
    expect(bridge.calls.at(-1)).toMatchObject({
      channel: 'jobs:retry',
      request: { evenIfLastWayIn: false },
    });
  });

  test('is taken away when the user says so after the warning', async () => {
    const state = unbinding();
    await state.run();
    await untilFinished(state);
    await state.detachAnyway([idOf('build')]);
    await untilFinished(state);
    expect(outcome(state)).toEqual(['build succeeded']);
  });
});

describe('cancelling', () => {
  test('does not begin what waits, and is over when what is under way has ended', async () => {
    const state = binding(['web-01', 'web-02', 'web-03']);
    await state.run();
    await vi.advanceTimersByTimeAsync(5);
    await state.cancel();
    expect(state.isCancelling).toBe(true);
    await untilFinished(state);
    expect(outcome(state)).toContain('web-01 succeeded');
    expect(state.results.at(-1)?.state).toBe('cancelled');
    expect(state.isCancelling).toBe(false);
  });

  test('what was cancelled can be tried again', async () => {
    const state = binding(['web-01', 'web-03']);
    await state.run();
    await vi.advanceTimersByTimeAsync(5);
    await state.cancel();
    await untilFinished(state);
    await state.retry([idOf('web-03')]);
    await untilFinished(state);
    expect(bridge.calls.at(-1)).toMatchObject({ channel: 'jobs:retry' });
    expect(state.results.at(-1)?.error?.code).not.toBe('cancelled');
  });

  test('that was refused can be tried once more', async () => {
    const state = binding(['web-01', 'web-02']);
    await state.run();
    bridge.refuse('jobs:cancel', { code: 'unexpected' });
    await expect(state.cancel()).rejects.toThrow('unexpected');
    expect(state.isCancelling).toBe(false);
  });
});
