import { describe, expect, test } from 'vitest';
import { announcedCount, orderResults, secondsLeft } from '../../../renderer/servers/job-results.ts';
import { ServerId } from '../../../shared/model/ids.ts';
import type { JobResult } from '../../../shared/model/job.ts';

const counts = (finished: number, total: number) => ({
  ...{ total, finished, differing: 0, pending: 0, failed: 0 },
  succeeded: finished,
});

describe('the time left', () => {
  test('is what the rest takes at the pace so far', () => {
    expect(secondsLeft(counts(10, 50), 10_000)).toBe(40);
    expect(secondsLeft(counts(10, 500), 10_000)).toBe(540);
  });

  test('is rounded up to what is worth saying, and never none', () => {
    expect(secondsLeft(counts(49, 50), 20_000)).toBe(5);
    expect(secondsLeft(counts(9, 50), 10_000)).toBe(50);
  });

  test('is not known before anything has ended', () => {
    expect(secondsLeft(counts(0, 50), 10_000)).toBeUndefined();
  });
});

describe('what is read out', () => {
  test('is every server of a few, and every tenth of many', () => {
    expect([1, 2, 3].map((finished) => announcedCount(counts(finished, 5)))).toEqual([1, 2, 3]);
    expect([1, 49, 50, 77, 500].map((finished) => announcedCount(counts(finished, 500)))).toEqual([
      0, 0, 50, 50, 500,
    ]);
  });
});

describe('the order of results', () => {
  const result = (serverName: string, state: JobResult['state']): JobResult => ({
    serverId: ServerId.parse('00000000-0000-4000-8000-000000000001'),
    ...{
      serverName,
      state,
      step: null,
      error: null,
      proven: null,
      drift: null,
      startedAt: null,
      finishedAt: null,
    },
  });
  const names = (results: readonly JobResult[], isRunning: boolean): string =>
    orderResults(results, isRunning)
      .map(({ serverName }) => serverName)
      .join('');

  test('stands still for a few servers while the job runs', () => {
    expect(names([result('a', 'succeeded'), result('b', 'running')], true)).toBe('ab');
  });

  test('has what is under way first for many', () => {
    const states = ['succeeded', 'waiting', 'failed', 'running', 'waiting', 'succeeded', 'running'] as const;
    const results = states.map((state, index) => result('abcdefg'.charAt(index), state));
    expect(names(results, true)).toBe('dgcbeaf');
    expect(names(results, false)).toBe('cabdefg');
  });
});
