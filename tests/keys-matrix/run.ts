/** `npm run keys:matrix -- DIR [--passphrases FILE] --json`: compares the product's reader with ssh-keygen and puttygen. */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { keysMatrix } from './matrix.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { passphrases: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error('usage: npm run keys:matrix -- DIR [--passphrases FILE] [--json]');
  process.exit(2);
}
const matrix = await keysMatrix(folder, values.passphrases);
if (values.json) console.log(JSON.stringify(matrix, undefined, 2));
else console.table(Object.entries(matrix).map(([what, value]) => ({ what, value: JSON.stringify(value) })));
const differences = [
  matrix.weAcceptTheyRefuse,
  matrix.theyAcceptWeRefuse,
  matrix.fingerprintDiffers,
  matrix.crashes,
];
process.exitCode = differences.flat().length === 0 ? 0 : 1;
