/**
 * `npm run faults [-- --only TEXT] [--lanes N] [--json]`: every fault at every step of every operation, each on a
 * throw-away machine of its own. Needs root.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { allCases } from './cases.ts';
import { nameOf } from './fault-case.ts';
import { runMatrix } from './matrix.ts';
import { countsOf, tableOf } from './outcome.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    part: { type: 'string', default: '1/1' },
    lanes: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
});
const [part = 1, parts = 1] = values.part.split('/').map(Number);
const chosen = allCases
  .filter((each) => (values.only ?? []).every((text) => nameOf(each).includes(text)))
  .filter((_each, index) => index % parts === part - 1);
const outcomes = await runMatrix(chosen, Number(values.lanes), ({ name, end, seconds, findings }) => {
  const problems = findings.map(({ kind, what }) => `\n  ${kind}: ${what}`).join('');
  console.error(
    `${findings.length === 0 ? 'ok  ' : 'FAIL'} ${name}: ${end} (${seconds.toFixed(1)} s)${problems}`,
  );
});
const counts = countsOf(outcomes);
console.log(values.json ? JSON.stringify(counts) : tableOf(outcomes, counts));
process.exitCode = counts.failed.length === 0 ? 0 : 1;
