import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const locked = (read('package-lock.json') as { packages: Record<string, Locked> }).packages;
const manifest = read('package.json') as Record<'dependencies' | 'devDependencies', Record<string, string>>;

const parts = (version: string) => version.split('.').map(Number);

function isAtLeast(version: string, minimum: string) {
  const [have, want] = [parts(version), parts(minimum)];
  const at = have.findIndex((part, index) => part !== want[index]);
  return at === -1 || (have[at] ?? 0) > (want[at] ?? 0);
}

it('E18: the lockfile has the integrity of every package', () => {
  const packages = Object.entries(locked).filter(([path]) => path !== '');
  expect(packages.length).toBeGreaterThan(100);
  expect(packages.filter(([, { integrity = '' }]) => !integrity.startsWith('sha512-'))).toEqual([]);
});

it('E18: every dependency is pinned to one version, the one in the lockfile', () => {
  const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  for (const [name, version] of all) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(locked[`node_modules/${name}`]?.version).toBe(version);
  }
});

it('E18: the README says of every runtime dependency why it is there', () => {
  const explained = readFileSync('README.md', 'utf8').matchAll(/^\| *`?([\w@/-]+)`? *\| *\w/gm);
  const names = new Set([...explained].map(([, name]) => name));
  const unexplained = Object.keys(manifest.dependencies).filter((name) => !names.has(name));
  expect(unexplained).toEqual([]);
});

it.each([
  ['electron', '45.4.1'],
  ['node-forge', '1.4.3'],
  ['ssh2', '1.17.0'],
])('E1, E18: %s is at least %s, wherever it is installed', (name, minimum) => {
  const installed = Object.entries(locked).filter(([path]) => path.endsWith(`node_modules/${name}`));
  expect(installed.length).toBeGreaterThan(0);
  for (const [, { version = '0.0.0' }] of installed) expect(isAtLeast(version, minimum)).toBe(true);
});
