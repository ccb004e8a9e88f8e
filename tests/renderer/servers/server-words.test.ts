import { describe, expect, test } from 'vitest';
import { countResults, latestResults, orderResults } from '../../../renderer/servers/job-results.ts';
import { texts } from '../../../shared/texts/texts.ts';
import { adviceOf, jobTitle, resultText } from '../../../renderer/servers/job-words.ts';
import {
  checkedText,
  osShortText,
  osText,
  pendingText,
  pendingTooltip,
  restartTitle,
  statusText,
  waitingText,
} from '../../../renderer/servers/server-cells.ts';
import type { Drift } from '../../../shared/model/drift.ts';
import { JobKind, JobResultState, JobStep, type JobResult } from '../../../shared/model/job.ts';
import { sampleServer, sampleTime, serverId, servers } from '../../support/fake-bridge-samples.ts';

function result(changes: Partial<JobResult> = {}): JobResult {
  return {
    serverId: serverId(1),
    serverName: 'web-1',
    state: 'succeeded',
    step: null,
    error: null,
    proven: true,
    drift: null,
    startedAt: null,
    finishedAt: null,
    ...changes,
  };
}

function drift(changes: Partial<Drift> = {}): Drift {
  const found = { isPasswordLogonBack: false, unknownKeys: 0, hasKeysCommand: false, checkedAt: sampleTime };
  return { binding: 'bound', ...found, ...changes };
}

describe('the title of a job', () => {
  function titleOf(states: readonly JobResult['state'][], changes: object = {}): string {
    const results = states.map((state) => result({ state }));
    const plan = { kind: 'bind', keyPairName: 'web' } as const;
    const job = { isRunning: false, isInterrupted: false, error: undefined, results, ...changes };
    return jobTitle({ ...job, plan });
  }

  test('speaks of now only while the job runs', () => {
    expect(titleOf(['running'], { isRunning: true })).toBe('Attaching “web”');
    expect(titleOf(['succeeded', 'succeeded'])).toBe('Attached “web”');
  });

  test('says what has become of it where that is not all good', () => {
    expect(titleOf(['failed', 'succeeded'])).toBe('Attach “web”: 1 of 2 failed');
    expect(titleOf(['failed'])).toBe('Attach “web”: failed');
    expect(titleOf(['cancelled', 'succeeded', 'pending'])).toBe('Attach “web”: 1 of 3 cancelled');
    expect(titleOf(['pending'])).toBe('Attach “web”: pending');
    expect(titleOf([], { error: new Error('no') })).toBe('Attach “web”: failed');
    expect(titleOf(['succeeded'], { isInterrupted: true })).toBe('Attach “web”: interrupted');
  });
});

describe('the result of a job on one server', () => {
  test('has a sentence for every kind and state', () => {
    for (const kind of JobKind.options)
      for (const state of JobResultState.options)
        expect(resultText(kind, result({ state }), undefined), `${kind} ${state}`).toMatch(/^[A-Za-z].+/);
  });

  test('has words for every step', () => {
    const texts = JobStep.options.map((step) =>
      resultText('bind', result({ state: 'running', step }), undefined),
    );
    expect(new Set(texts).size).toBe(JobStep.options.length);
  });

  test('does not say proven where nothing was', () => {
    expect(resultText('bind', result({ proven: false }), undefined)).toMatch(/no logon was proven/);
    expect(resultText('bind', result(), undefined)).toMatch(/was proven/);
  });

  test('says what a pending one waits for', () => {
    const stopped = servers.find(({ name }) => name === 'staging-01');
    expect(resultText('bind', result({ state: 'pending' }), stopped)).toMatch(/stopped/);
    expect(resultText('bind', result({ state: 'pending' }), sampleServer(1))).toMatch(/restart/);
  });

  test('says what went wrong and what to do', () => {
    const failed = result({
      state: 'failed',
      error: { code: 'server-timeout', details: {}, step: 'connect' },
    });
    expect(resultText('bind', failed, undefined)).toBe('The server took too long to answer.');
    expect(adviceOf(failed)).toMatch(/Try again/);
    expect(adviceOf(result())).toBeUndefined();
  });
});

describe('results over several tries', () => {
  const first = [result({ state: 'failed' }), result({ serverId: serverId(2) })];

  test('are the last one for each server, in the order of the first try', () => {
    const latest = latestResults([first, [result({ state: 'pending' })]]);
    expect(latest.map(({ serverId: id, state }) => [id, state])).toEqual([
      [serverId(1), 'pending'],
      [serverId(2), 'succeeded'],
    ]);
  });

  test('are shown as started while the job runs, and afterwards the failed ones first', () => {
    const results = [result(), result({ serverId: serverId(2), state: 'failed' })];
    expect(orderResults(results, true)).toEqual(results);
    expect(orderResults(results, false).map(({ state }) => state)).toEqual(['failed', 'succeeded']);
  });

  test('are counted', () => {
    const states = ['waiting', 'running', 'succeeded', 'pending', 'failed', 'cancelled'] as const;
    expect(countResults(states.map((state) => result({ state })))).toEqual({
      total: 6,
      finished: 4,
      succeeded: 1,
      differing: 0,
      pending: 1,
      failed: 2,
    });
  });

  test('are done or differ, not both, and each is counted once', () => {
    const gone = drift({ binding: 'line-missing' });
    const results = [result({ drift: gone }), result({ drift: drift() }), result({ state: 'failed' })];
    expect(countResults(results)).toMatchObject({ succeeded: 1, differing: 1, failed: 1 });
    const summary = '1 server done, 1 server differs, 1 server failed';
    expect(texts.jobs.summary(countResults(results))).toBe(summary);
    expect(texts.jobs.summary(countResults([result({ drift: gone }), result({ drift: gone })]))).toBe(
      '2 servers differ',
    );
  });
});

describe('a server in the table', () => {
  test('shows the name of its system, or its kind', () => {
    expect(osText(sampleServer(1))).toBe('Debian GNU/Linux 13 (trixie)');
    expect(osShortText(sampleServer(1))).toBe('Debian 13');
    expect(osShortText({ os: { kind: 'linux', name: 'AlmaLinux 9.4 (Seafoam Ocelot)' } })).toBe(
      'AlmaLinux 9.4',
    );
    expect(osShortText({ os: { kind: 'linux', name: 'Ubuntu 24.04.1 LTS' } })).toBe('Ubuntu 24.04.1');
    expect(osText({ os: { kind: 'unknown', name: '' } })).toBe('Not read yet');
  });

  test('shows what is pending, also when the key pair is gone', () => {
    const pending = servers.find(({ name }) => name === 'web-03')?.pending ?? null;
    expect(pendingText({ pending }, 'production-web')).toBe('Attach “production-web”');
    expect(pendingText({ pending }, '')).toBe('Attach a key pair');
    expect(pendingText({ pending: null }, 'x')).toBe('');
  });

  test('shows when it was read', () => {
    expect(checkedText(sampleServer(1, { checkedAt: sampleTime - 60_000 }), sampleTime)).toBe(
      'Last read 1 minute ago',
    );
    expect(checkedText(sampleServer(1, { checkedAt: null }), sampleTime)).toBe('Never read so far');
  });

  test('is not said to be running where its host key is another one, and says why', () => {
    const server = sampleServer(1, { status: 'unknown', statusProblem: 'host-key-changed' });
    expect(statusText(sampleServer(1))).toBe('Running');
    expect(statusText(server)).toBe('Host key changed');
    expect(checkedText(server, sampleTime)).toMatch(/^Status unknown: .* Last read this minute\.$/);
  });
});

describe('what a restart is called', () => {
  const pending = servers.find((server) => server.pending?.waitsFor === 'restart')?.pending ?? null;

  test('is a reload too where the region offers one, and nothing else where it does not', () => {
    if (!pending) throw new Error('no such sample');
    for (const [effects, waits, title] of [
      [
        ['reload', 'restart', 'postpone'],
        'Takes effect after a restart or reload.',
        'Restart or reload 2 servers',
      ],
      [['restart', 'postpone'], 'Takes effect after a restart.', 'Restart 2 servers'],
    ] as const) {
      expect(waitingText(pending, effects, pending.since)).toContain(waits);
      expect(pendingTooltip({ pending }, effects, 'web', pending.since)).toContain(waits);
      expect(restartTitle(2, effects)).toBe(title);
    }
  });
});
