import { describe, expect, it } from 'vitest';
import { allCases } from '../faults/cases.ts';
import { nameOf } from '../faults/fault-case.ts';
import { runMatrix } from '../faults/matrix.ts';
import { countsOf } from '../faults/outcome.ts';

/** One of each kind, at the moments at which most hangs on it. `npm run faults` runs all of them. */
const chosen: readonly string[] = [
  'bind cut before prove-again.1',
  'bind kill during reload.1',
  'bind kill before prove-again.1 timer-fired',
  'bind cut before reload.1 timer-killed',
  'bind config-full before prove-again.1 no-include',
  'bind sshd-stopped before prove-logon.1',
  'replace kill before check-key-refused.1',
  'failing-bind power before roll-back.1',
  'unbind read-only before remove-line.1',
  'enable kill before reload.1',
];

describe('faults', () => {
  it('A6, C6, C9: nobody is locked out, no line is lost, and no record lies', async () => {
    const cases = allCases.filter((each) => chosen.includes(nameOf(each)));
    expect(cases.map(nameOf).sort()).toEqual([...chosen].sort());
    const outcomes = await runMatrix(cases, 3, () => undefined);
    expect(countsOf(outcomes)).toEqual({
      cases: chosen.length,
      lockouts: 0,
      linesLost: 0,
      untruths: 0,
      failed: [],
    });
  }, 900_000);
});
