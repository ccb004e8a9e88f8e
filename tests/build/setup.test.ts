import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';

let root: string;

const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();

function write(path: string, content: unknown) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
}

/** A checkout with everything installed, and a stand-in for npm that notes how it was called. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'latchkey-setup-'));
  cpSync('build/setup.mjs', join(root, 'build/setup.mjs'));
  const node = { version: '24.0.0', integrity: 'sha512-a' };
  const other = { version: '1.0.0', integrity: 'sha512-b', optional: true };
  write('package-lock.json', {
    packages: { '': {}, 'node_modules/node': node, 'node_modules/other': other },
  });
  write('node_modules/.package-lock.json', { packages: { 'node_modules/node': node } });
  write('node_modules/node/bin/node', '');
  write('node_modules/keytar/build/Release/keytar.node', '');
  const note = 'require("fs").appendFileSync("npm-calls", process.argv.slice(2, 4).join(" ") + "\\n")';
  write('npm.cjs', note);
  git('init', '--quiet');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Runs the setup and gives back how npm was called. */
async function setUp() {
  const env = { ...process.env, npm_execpath: join(root, 'npm.cjs'), npm_node_execpath: process.execPath };
  await promisify(execFile)(process.execPath, [join(root, 'build/setup.mjs')], { env });
  const calls = join(root, 'npm-calls');
  return existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [];
}

it('installs nothing when what the lockfile names is there, a package for other machines aside', async () => {
  expect(await setUp()).toEqual([]);
});

it.each([
  ['nothing is installed', { packages: {} }],
  ['another version is', { packages: { 'node_modules/node': { version: '23.0.0', integrity: 'sha512-a' } } }],
  ['other contents are', { packages: { 'node_modules/node': { version: '24.0.0', integrity: 'sha512-x' } } }],
])('installs when %s', async (_name, installed) => {
  write('node_modules/.package-lock.json', installed);
  expect(await setUp()).toEqual(['ci --no-audit']);
});

it('installs when there is no list of what is installed, as after an install that broke off', async () => {
  rmSync(join(root, 'node_modules/.package-lock.json'));
  expect(await setUp()).toEqual(['ci --no-audit']);
});

it('compiles keytar when it was installed without', async () => {
  rmSync(join(root, 'node_modules/keytar'), { recursive: true });
  expect(await setUp()).toEqual(['rebuild keytar']);
});

it('sets the hook of a checkout, and leaves one that somebody chose', async () => {
  await setUp();
  expect(git('config', 'core.hooksPath')).toBe('.githooks');
  git('config', 'core.hooksPath', '/their/own');
  await setUp();
  expect(git('config', 'core.hooksPath')).toBe('/their/own');
});
