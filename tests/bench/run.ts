/** `npm run bench -- NAME [--json]`: measures what `NAME.ts` of this folder's `benches` says, against its rivals. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { Comparison } from './comparison.ts';

interface Bench {
  readonly bench: () => Promise<readonly Comparison[]>;
}

const benches = readdirSync(join(import.meta.dirname, 'benches')).map((file) => file.replace(/\.ts$/, ''));
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const [name = ''] = positionals;
if (!benches.includes(name)) {
  console.error(`usage: npm run bench -- ${benches.join('|')} [--json]`);
  process.exit(2);
}
const { bench } = (await import(`./benches/${name}.ts`)) as Bench;
const results = await bench();
if (values.json) console.log(JSON.stringify({ bench: name, results }));
else console.table(results);
