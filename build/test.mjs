/**
 * `npm test`: the checks, the build and every suite, whatever fails before; a table, and the sum as the last line.
 * The checks run beside the unit tests, which is the only time at which nothing depends on time.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { buildIfOutdated } from './fresh-build.mjs';
import { endUnlessRoot } from './needs-root.mjs';
import { countPlaywright, countVitest, judge } from './test-counts.mjs';
import { isDisplayMissing, startVirtualDisplay } from './virtual-display.mjs';

/** @typedef {import('./test-counts.mjs').Counts} Counts */
/** @typedef {Counts & { name: string, seconds: number }} Row */

const root = dirname(import.meta.dirname);
const reports = join(root, 'out/test');
const checks = ['types', 'svelte', 'lint', 'format', 'dead-code'];
const none = { passed: 0, failed: 0, skipped: 0 };

/**
 * @param {string} name
 * @param {() => Promise<Counts>} work
 * @returns {Promise<Row>}
 */
async function timed(name, work) {
  const started = performance.now();
  const counts = await work();
  return { name, ...counts, seconds: (performance.now() - started) / 1000 };
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** @param {string} command @param {readonly string[]} args @param {import('node:child_process').SpawnOptions} options */
function run(command, args, options) {
  const child = spawn(command, args, { cwd: root, ...options });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Runs one script of package.json; what it says is shown when it fails. */
async function runCheck(/** @type {string} */ name) {
  const row = await timed(`check: ${name}`, async () => {
    const child = run('npm', ['run', '--silent', `check:${name}`], { shell: isWindows });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += String(text)));
    const [code] = await once(child, 'close');
    if (code !== 0) console.log(`\ncheck: ${name} failed\n${output}`);
    return { ...none, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  });
  console.log(`check: ${row.name.slice(7)} ${row.failed === 0 ? 'passed' : 'FAILED'}`);
  return row;
}

async function runChecks() {
  const rows = [];
  for (const name of checks) rows.push(await runCheck(name));
  return rows;
}

function build() {
  return timed('build', async () => {
    try {
      await buildIfOutdated();
      return { ...none, passed: 1 };
    } catch (error) {
      console.error(error);
      return { ...none, failed: 1 };
    }
  });
}

const isWindows = process.platform === 'win32';

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} cli the runner's script
 * @property {(report: string) => string[]} args
 * @property {NodeJS.ProcessEnv} plain what turns its colours off: a log has none
 * @property {(report: any) => Counts} count
 */

/** @param {string} name @returns {Suite} */
const vitest = (name) => ({
  name,
  cli: 'node_modules/vitest/vitest.mjs',
  args: (report) => [
    'run',
    '--project',
    name,
    '--slowTestThreshold=10000',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ],
  plain: { NO_COLOR: '1' },
  count: countVitest,
});

/** @type {Suite} */
const e2e = {
  name: 'e2e',
  cli: 'node_modules/@playwright/test/cli.js',
  args: () => ['test', '--reporter=list,json'],
  plain: { FORCE_COLOR: '0' },
  count: countPlaywright,
};

/** Runs a suite and counts what its report says, which is trusted more than its exit code. */
function runSuite(
  /** @type {Suite} */ { name, cli, args, plain, count },
  /** @type {NodeJS.ProcessEnv} */ env,
) {
  return timed(name, async () => {
    const report = join(reports, `${name}.json`);
    rmSync(report, { force: true });
    console.log(`\n${name}`);
    const child = run(process.execPath, [join(root, cli), ...args(report)], {
      env: { ...env, ...(process.stdout.isTTY ? {} : plain), PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const [code] = await once(child, 'exit');
    const counts = existsSync(report) ? count(JSON.parse(readFileSync(report, 'utf8'))) : none;
    return judge(counts, { exitCode: Number(code ?? 1), isSkippingAllowed: !process.env['CI'] });
  });
}

/** @returns {Promise<Row[]>} */
async function runAll(/** @type {NodeJS.ProcessEnv} */ env) {
  const [checked, unit] = await Promise.all([runChecks(), runSuite(vitest('unit'), env)]);
  const built = await build();
  const real = await runSuite(vitest('real'), env);
  return [...checked, built, unit, real, await runSuite(e2e, env)];
}

function printTable(/** @type {Row[]} */ rows) {
  const line = (/** @type {string[]} */ cells) =>
    console.log(cells.map((cell, column) => (column === 0 ? cell.padEnd(18) : cell.padStart(9))).join(''));
  console.log();
  line(['suite', 'passed', 'failed', 'skipped', 'seconds']);
  for (const { name, passed, failed, skipped, seconds } of rows)
    line([name, String(passed), String(failed), String(skipped), seconds.toFixed(1)]);
}

mkdirSync(reports, { recursive: true });
endUnlessRoot('npm test');
const display = isDisplayMissing() ? await startVirtualDisplay() : undefined;
process.once('SIGTERM', () => {
  // Ctrl-C reaches the children by itself; a signal to this process alone does not.
  for (const child of running) child.kill();
  void Promise.resolve(display?.stop()).finally(() => process.exit(143));
});
const rows = await runAll({ ...process.env, ...(display && { DISPLAY: display.name }) });
await display?.stop();
printTable(rows);
const sum = (/** @type {'passed' | 'failed'} */ key) => rows.reduce((total, row) => total + row[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
