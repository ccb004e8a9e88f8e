import { nameOf, type FaultCase } from './fault-case.ts';
import type { Outcome } from './outcome.ts';
import { runCase } from './run-case.ts';
import { makeKeys } from './stage.ts';

/** Runs the cases, several at a time. */
export async function runMatrix(
  cases: readonly FaultCase[],
  lanes: number,
  onOutcome: (outcome: Outcome) => void,
): Promise<readonly Outcome[]> {
  const keys = await makeKeys();
  const outcomes: Outcome[] = [];
  const queue = cases.values();
  const lane = async (): Promise<void> => {
    for (const faultCase of queue) {
      const result = await runCase(faultCase, keys).catch((error: unknown) => ({
        findings: [{ kind: 'stuck', what: String(error) } as const],
        end: 'no end',
        seconds: 0,
      }));
      const outcome = { ...result, faultCase, name: nameOf(faultCase) };
      outcomes.push(outcome);
      onOutcome(outcome);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return outcomes;
}
