import Database from 'better-sqlite3';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../../electron/store/sqlite-store.ts';

const kills = 200;
const lanes = 4;
const writer = fileURLToPath(new URL('./endless-writer.ts', import.meta.url));
const writerModules = ['../../../electron/store/sqlite-store.ts', '../../electron/store/samples.ts'].map(
  (module) => join(import.meta.dirname, module),
);
const folder = mkdtempSync(join(tmpdir(), 'latchkey-kill-'));

// Two hundred starts of Node: what it has compiled is kept, or most of the time would go there.
const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') };

beforeAll(() => {
  const load = `Promise.all(process.argv.slice(1).map((module) => import(module)))`;
  execFileSync(process.execPath, ['-e', load, ...writerModules], { env });
});

afterAll(() => rmSync(folder, { recursive: true }));

/**
 * Lets a writer write, and kills it at a random moment: while it opens the store, or after its first numbers.
 * Returns the last number that it has said.
 */
async function writeAndKill(path: string): Promise<number | undefined> {
  const child = spawn(process.execPath, [writer, path], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  const closed = once(child, 'close');
  const isEarly = Math.random() < 0.2;
  const kill = () => child.kill('SIGKILL');
  if (isEarly) setTimeout(kill, Math.random() * 300);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (said.length === 0 && !isEarly) setTimeout(kill, Math.random() * 40);
    said.push(text);
  });
  const [code, signal] = (await closed) as [number | null, string | null];
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
  const lines = said.join('').split('\n').slice(0, -1);
  return lines.length === 0 ? undefined : Number(lines.at(-1));
}

/** What the servers of a store say, after it was opened as at the next start. */
function numbersIn(path: string): number[] {
  const store = openStore(path);
  try {
    return store.regions
      .list()
      .flatMap(({ id }) => store.servers.list(id).map((server) => server.checkedAt ?? -1));
  } finally {
    store.close();
  }
}

function integrityOf(path: string): unknown {
  const database = new Database(path, { readonly: true });
  try {
    return database.pragma('integrity_check', { simple: true });
  } finally {
    database.close();
  }
}

/** One store that is written to and killed again and again. Returns how many of its numbers were acknowledged. */
async function runLane(lane: number): Promise<number> {
  const path = join(folder, String(lane), 'latchkey.db');
  let acknowledged = 0;
  for (let kill = 0; kill < kills / lanes; kill += 1) {
    acknowledged = (await writeAndKill(path)) ?? acknowledged;
    const [number = 0, ...others] = numbersIn(path);
    expect(integrityOf(path)).toBe('ok');
    // All of a transaction or nothing of it.
    expect(new Set([number, ...others]).size).toBe(1);
    // What was said is there; at most one more was through before it could be said.
    expect(number).toBeGreaterThanOrEqual(acknowledged);
    acknowledged = number;
  }
  return acknowledged;
}

test(`M1: after each of ${kills} kills the store opens, is whole, and has all that was acknowledged`, async () => {
  const acknowledged = await Promise.all(Array.from({ length: lanes }, (_, lane) => runLane(lane)));
  // Each writer that got to write has written something, so the kills did hit writes.
  expect(Math.min(...acknowledged)).toBeGreaterThan(kills / lanes / 2);
}, 300_000);
