/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * Counts the tests in Vitest's JSON report. A file that failed without a failed test of its own (it could not be
 * loaded, or a hook of it failed) is one failure.
 * @param {any} report
 * @returns {Counts}
 */
export function countVitest(report) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { status, assertionResults } of report.testResults) {
    const failedBefore = counts.failed;
    for (const test of assertionResults) {
      if (test.status === 'passed') counts.passed += 1;
      else if (test.status === 'failed') counts.failed += 1;
      else counts.skipped += 1;
    }
    if (status === 'failed' && counts.failed === failedBefore) counts.failed += 1;
  }
  return counts;
}

/**
 * Counts the tests in Playwright's JSON report. A flaky test, which passed at a second try, has failed.
 * @param {any} report
 * @returns {Counts}
 */
export function countPlaywright({ stats, errors }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/**
 * What a suite comes to in the end: one that ran nothing, or ended badly although no test failed, has failed.
 * @param {Counts} counts
 * @param {{ exitCode: number, isSkippingAllowed: boolean }} run
 * @returns {Counts}
 */
export function judge({ passed, failed, skipped }, { exitCode, isSkippingAllowed }) {
  const all = isSkippingAllowed ? failed : failed + skipped;
  const isUnexplained = exitCode !== 0 || passed + failed === 0;
  return { passed, failed: all === 0 && isUnexplained ? 1 : all, skipped };
}
