import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import { openStore } from '../../../electron/store/sqlite-store.ts';
import type { Store } from '../../../electron/store/store.ts';
import { AppError } from '../../../shared/ipc/result.ts';

const folders: string[] = [];
const stores: Store[] = [];

afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true });
});

/** Where a store may be made; everything there is removed after the test. */
export function newStorePath(): string {
  const folder = fs.mkdtempSync(join(tmpdir(), 'latchkey-store-'));
  folders.push(folder);
  return join(folder, 'data', 'latchkey.db');
}

/** A store that is closed after the test. */
export function open(path: string): Store {
  const store = openStore(path);
  stores.push(store);
  return store;
}

export function codeOf(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return undefined;
}

/** Name and digest of each file beside a store that holds something: not the index of the log, nor an empty log. */
export function filesOf(path: string): Record<string, string> {
  const folder = dirname(path);
  const names = fs.readdirSync(folder).filter((name) => !name.endsWith('-shm'));
  const files = names.map((name) => [name, fs.readFileSync(join(folder, name))] as const);
  const filled = files.filter(([name, { length }]) => length > 0 || !name.endsWith('-wal'));
  const digest = (content: Buffer) => createHash('sha256').update(content).digest('hex');
  return Object.fromEntries(filled.map(([name, content]) => [name, digest(content)]));
}

export function modeOf(path: string): string {
  return (fs.statSync(path).mode & 0o7777).toString(8);
}
