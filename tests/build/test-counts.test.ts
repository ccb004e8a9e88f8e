import { describe, expect, it } from 'vitest';
import { countPlaywright, countVitest, judge } from '../../build/test-counts.mjs';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((test) => ({ status: test })),
});

it('counts the tests of all files, whatever is neither passed nor failed as skipped', () => {
  const testResults = [
    file('passed', 'passed', 'passed', 'todo'),
    file('failed', 'passed', 'failed', 'skipped'),
  ];
  expect(countVitest({ testResults })).toEqual({ passed: 3, failed: 1, skipped: 2 });
});

it('counts a file that could not be loaded, and one whose hook failed, as a failure', () => {
  const testResults = [file('failed'), file('failed', 'passed'), file('failed', 'failed')];
  expect(countVitest({ testResults })).toEqual({ passed: 1, failed: 3, skipped: 0 });
});

it('counts a flaky test and an error outside of tests as failed', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
  expect(countPlaywright({ stats, errors: [{}] })).toEqual({ passed: 5, failed: 3, skipped: 2 });
});

describe('a suite', () => {
  const counts = { passed: 3, failed: 0, skipped: 1 };

  it('has failed when it ran nothing', () => {
    const ran = { passed: 0, failed: 0, skipped: 4 };
    expect(judge(ran, { exitCode: 0, isSkippingAllowed: true }).failed).toBe(1);
  });

  it('has failed when it ended badly although no test did', () => {
    expect(judge(counts, { exitCode: 1, isSkippingAllowed: true })).toEqual({
      passed: 3,
      failed: 1,
      skipped: 1,
    });
  });

  it('has failed by every test that it skipped where skipping is not allowed', () => {
    expect(judge(counts, { exitCode: 0, isSkippingAllowed: false })).toEqual({
      passed: 3,
      failed: 1,
      skipped: 1,
    });
  });

  it('has passed otherwise', () => {
    expect(judge(counts, { exitCode: 0, isSkippingAllowed: true })).toEqual(counts);
  });
});
