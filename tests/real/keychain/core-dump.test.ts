import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const parentPort = join(root, 'tests/support/electron-on-chromium/parent-port.ts');
const entry = join(root, 'electron/keychain/keychain-entry.ts');
/** Holds what it is told, as the keychain's process does, and does nothing about its dumps. */
const careless = 'const held = []; process.on("message", (m) => { held.push(m); process.send("held"); })';

let folder: string;
let child: ChildProcess;
const canary = `canary-${randomBytes(24).toString('hex')}`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-core-'));
});

afterEach(() => {
  child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a process that may dump as much as it likes, and gives it the canary to hold. */
async function startWithCanary(...args: readonly string[]): Promise<void> {
  child = spawn('prlimit', ['--core=unlimited', process.execPath, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], DBUS_SESSION_BUS_ADDRESS: 'disabled:' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  child.send({ id: 1, do: 'set', account: 'canary', value: canary });
  await once(child, 'message');
}

const filter = () => readFileSync(`/proc/${String(child.pid)}/coredump_filter`, 'utf8').trim();

/** The dumps in the process's own folder. A pattern with a pipe or an absolute path leaves none there. */
async function dumpsAfter(signal: NodeJS.Signals): Promise<Buffer[]> {
  child.kill(signal);
  await once(child, 'exit');
  return readdirSync(folder).map((name) => readFileSync(join(folder, name)));
}

const hasDumpsHere = !/[|/]/.test(readFileSync('/proc/sys/kernel/core_pattern', 'utf8'));

describe('a core dump', () => {
  it('K1: of a process that does nothing about it holds what it held', async () => {
    await startWithCanary('-e', careless);
    expect(filter()).not.toBe('00000000');
    const dumps = await dumpsAfter('SIGSEGV');
    expect(dumps.some((dump) => dump.includes(canary))).toBe(hasDumpsHere);
  });

  it.each(['SIGSEGV', 'SIGABRT'] as const)(
    'K1: of the keychain’s process holds nothing (%s)',
    async (signal) => {
      await startWithCanary('--import', parentPort, entry);
      expect(filter()).toBe('00000000');
      const dumps = await dumpsAfter(signal);
      expect(dumps.length > 0).toBe(hasDumpsHere);
      expect(dumps.filter((dump) => dump.includes(canary))).toEqual([]);
    },
  );
});
