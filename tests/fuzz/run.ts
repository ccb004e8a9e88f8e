/** `npm run fuzz -- --seconds N [--target NAME] [--seed N] [--json]`: feeds every reader and editor with mutated vectors. */
import { mkdirSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { fuzzTarget, targetNames } from './fuzz.ts';
import type { FuzzReport } from './order.ts';

const folder = 'out/fuzz';
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    target: { type: 'string', multiple: true },
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const names = values.target?.map((name) => `targets/${name}`) ?? targetNames;
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const milliseconds = (Number(values.seconds) * 1000) / names.length;

function keepInputs({ name, findings }: FuzzReport): void {
  mkdirSync(folder, { recursive: true });
  for (const [index, { input }] of findings.entries())
    writeFileSync(`${folder}/${name.replace('targets/', '')}-${index}`, Buffer.from(input, 'base64'));
}

const reports: FuzzReport[] = [];
for (const name of names) {
  const report = await fuzzTarget(name, { milliseconds }, seed);
  reports.push(report);
  if (report.findings.length > 0) keepInputs(report);
  const problems = report.findings.map(({ problem }) => `\n  ${problem}`).join('');
  console.error(`${name}: ${report.runs} runs, ${report.places} places, corpus ${report.corpus}${problems}`);
}
const findings = reports.reduce((sum, report) => sum + report.findings.length, 0);
if (values.json)
  console.log(JSON.stringify({ seed, seconds: Number(values.seconds), findings, targets: reports }));
else
  console.log(`seed ${seed}: ${findings} findings${findings === 0 ? '' : `, their inputs are in ${folder}`}`);
process.exitCode = findings === 0 ? 0 : 1;
