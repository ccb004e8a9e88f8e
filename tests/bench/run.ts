/** `npm run bench -- NAME [--json] [...]`: measures what `NAME.ts` of this folder's `benches` says, against its rivals. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Comparison } from './comparison.ts';

interface Bench {
  /** @param args what stands after the bench's name and is its own */
  readonly bench: (args: readonly string[]) => Promise<readonly Comparison[]>;
  /** What explains the numbers, for people. */
  readonly details?: () => readonly object[];
}

const benches = readdirSync(join(import.meta.dirname, 'benches')).map((file) => file.replace(/\.ts$/, ''));
const given = process.argv.slice(2);
const isJson = given.includes('--json');
const [name = '', ...args] = given.filter((word) => word !== '--json');
if (!benches.includes(name)) {
  console.error(`usage: npm run bench -- ${benches.join('|')} [--json]`);
  process.exit(2);
}
const { bench, details } = (await import(`./benches/${name}.ts`)) as Bench;
try {
  const results = await bench(args);
  if (isJson) console.log(JSON.stringify({ bench: name, results }));
  else for (const table of [results, details?.() ?? []]) if (table.length > 0) console.table(table);
} catch (error) {
  console.error(`bench ${name}: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
