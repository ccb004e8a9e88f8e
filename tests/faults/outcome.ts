import type { FaultCase } from './fault-case.ts';
import { faults, operations } from './fault-case.ts';
import type { Finding } from './judge.ts';
import type { CaseResult } from './run-case.ts';

export interface Outcome extends CaseResult {
  readonly faultCase: FaultCase;
  readonly name: string;
}

export interface Counts {
  readonly cases: number;
  readonly lockouts: number;
  readonly linesLost: number;
  readonly untruths: number;
  /** Every case with a finding of any kind, with what was found. */
  readonly failed: readonly { readonly name: string; readonly findings: readonly string[] }[];
}

export function countsOf(outcomes: readonly Outcome[]): Counts {
  const having = (kind: Finding['kind']): number =>
    outcomes.filter(({ findings }) => findings.some((finding) => finding.kind === kind)).length;
  return {
    cases: outcomes.length,
    lockouts: having('lockout'),
    linesLost: having('line-lost'),
    untruths: having('untruth'),
    failed: outcomes
      .filter(({ findings }) => findings.length > 0)
      .map(({ name, findings }) => ({
        name,
        findings: findings.map(({ kind, what }) => `${kind}: ${what}`),
      })),
  };
}

/** Faults down, operations across: how many cases, and how many of them have failed. */
export function tableOf(outcomes: readonly Outcome[], counts: Counts): string {
  const cell = (fault: string, operation: string): string => {
    const here = outcomes.filter(
      ({ faultCase }) => faultCase.fault === fault && faultCase.operation === operation,
    );
    const failed = here.filter(({ findings }) => findings.length > 0).length;
    return failed === 0 ? String(here.length) : `${here.length} (${failed} failed)`;
  };
  const row = (cells: readonly string[]): string =>
    cells
      .map((text) => text.padEnd(17))
      .join('')
      .trimEnd();
  return [
    row(['', ...operations]),
    ...faults.map((fault) => row([fault, ...operations.map((operation) => cell(fault, operation))])),
    `${counts.cases} cases: ${counts.lockouts} lockouts, ${counts.linesLost} with lost lines, ` +
      `${counts.untruths} untruths, ${counts.failed.length} failed`,
  ].join('\n');
}
