import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';

const root = dirname(import.meta.dirname);

/** What is built, and from what. */
const parts = [
  { config: 'build/vite.main.config.ts', output: 'out/main/main.cjs', sources: ['electron', 'shared'] },
  {
    config: 'build/vite.keychain.config.ts',
    output: 'out/keychain/keychain.cjs',
    sources: ['electron/keychain', 'electron/core-dumps.ts', 'shared'],
  },
  {
    config: 'build/vite.preload.config.ts',
    output: 'out/preload/preload.cjs',
    sources: ['electron/preload.ts', 'shared'],
  },
  {
    config: 'build/vite.renderer.config.ts',
    output: 'out/renderer/index.html',
    sources: ['renderer', 'shared', 'svelte.config.js'],
  },
];

/**
 * Builds the parts whose sources are newer than what was built of them, at the same time. What it says goes to
 * stderr: stdout is for the results of what comes after.
 */
export async function buildIfOutdated() {
  const outdated = parts.filter(isOutdated);
  if (outdated.length === 0) return;
  const started = performance.now();
  await Promise.all(outdated.map(({ config }) => viteBuild(config)));
  console.error(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

/** @param {(typeof parts)[number]} part */
function isOutdated({ config, output, sources }) {
  const built = statSync(join(root, output), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Math.max(...[config, 'package.json', 'package-lock.json', ...sources].map(newest)) > built;
}

/** When a file, a folder or anything in it last changed. A folder changes when a file of it goes. */
function newest(/** @type {string} */ path) {
  const absolute = join(root, path);
  if (!existsSync(absolute)) return 0;
  const own = statSync(absolute);
  if (!own.isDirectory()) return own.mtimeMs;
  const below = readdirSync(absolute, { recursive: true, encoding: 'utf8' });
  return Math.max(own.mtimeMs, ...below.map((name) => statSync(join(absolute, name)).mtimeMs));
}

async function viteBuild(/** @type {string} */ config) {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', '-c', config, '--logLevel', 'error'];
  const [code] = await once(spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] }), 'exit');
  if (code !== 0) throw new Error(`the build failed: ${config}`);
}
