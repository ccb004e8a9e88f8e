import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** Path -> text of the product's own sources. */
const sources = new Map(
  ['electron', 'renderer', 'shared'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ts|svelte|html|css)$/.test(name))
      .map((name) => join(folder, name))
      .map((path): [string, string] => [path, readFileSync(path, 'utf8')]),
  ),
);

const filesWith = (pattern: RegExp) =>
  [...sources].filter(([, text]) => pattern.test(text)).map(([path]) => path);

it('reads the sources', () => {
  expect(sources.has('electron/ipc/register.ts')).toBe(true);
  expect(sources.size).toBeGreaterThan(50);
});

it('K4: nobody calls what kills the process on a locked keyring', () => {
  expect(filesWith(/\b(?:findCredentials|findPassword)\s*\(/)).toEqual([]);
});

it('K1: no crash report is ever made, and each process that holds private keys leaves its memory out of dumps', () => {
  expect(filesWith(/crashReporter/)).toEqual([]);
  expect(filesWith(/^leaveNoCoreDump\(\);$/m).sort()).toEqual([
    'electron/keychain/keychain-entry.ts',
    'electron/keys/file/key-process-entry.ts',
    'electron/main.ts',
  ]);
});

it('keytar is loaded in one file, which the keychain’s own process alone reaches', () => {
  expect(filesWith(/(?:from|import\() ?'keytar'/)).toEqual(['electron/keychain/keytar-backend.ts']);
  expect(filesWith(/keytar-backend\.ts'/)).toEqual(['electron/keychain/keychain-entry.ts']);
});

it('E15: no text is ever put on the page as markup', () => {
  expect(filesWith(/\{@html|\.innerHTML|outerHTML|insertAdjacentHTML|document\.write/)).toEqual([]);
});

it('T2: every SSH client is made in one place, which always has a host verifier', () => {
  const factories = filesWith(/new (?:ssh2\.)?Client\(/);
  expect(factories).toHaveLength(1);
  expect(sources.get(factories[0] ?? '')).toMatch(/hostVerifier/);
});

it('E12: one file takes calls, one sends events, one is on the other side', () => {
  expect(filesWith(/ipcMain\.(?:handle|on)\b/)).toEqual(['electron/ipc/register.ts']);
  expect(filesWith(/webContents\.send\(/)).toEqual(['electron/ipc/send-event.ts']);
  expect(filesWith(/ipcRenderer\.(?:invoke|on|send)\b/)).toEqual(['electron/preload.ts']);
});

it('E14: one function hands links to the operating system', () => {
  expect(filesWith(/openExternal\(/)).toEqual(['electron/window/external-links.ts']);
  expect(filesWith(/shell\.open(?:Path)?\(/)).toEqual([]);
});

it('E8: no scheme passes by the content security policy', () => {
  expect(filesWith(/bypassCSP/)).toEqual([]);
});

it('E5: the sandbox is on before the application is ready', () => {
  const main = sources.get('electron/main.ts') ?? '';
  const sandbox = main.indexOf('app.enableSandbox()');
  expect(sandbox).toBeGreaterThan(0);
  expect(sandbox).toBeLessThan(main.indexOf('whenReady'));
});

it.each([
  ['electron/main.ts', 120],
  ['electron/preload.ts', 40],
  ['electron/ipc/register.ts', 80],
])('%s stays within %i lines', (path, lines) => {
  expect(sources.get(path)?.trimEnd().split('\n').length).toBeLessThanOrEqual(lines);
});

it('no test is skipped, focused or left for later', () => {
  const tests = readdirSync('tests', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.test.ts'),
  );
  const word = /\b(?:it|test|describe)\.(?:skip|only|todo|fixme|skipIf|runIf)\b/;
  expect(tests.filter((name) => word.test(readFileSync(join('tests', name), 'utf8')))).toEqual([]);
});
