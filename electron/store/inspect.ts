import Database from 'better-sqlite3';
import * as fs from 'node:fs';
import { AppError } from '../../shared/ipc/result.ts';
import { assertNotNewer, readSchemaVersion } from './migrate.ts';
import { assertWritable, companions } from './store-files.ts';
import { withStoreErrors } from './store-error.ts';

/** How long another process may keep us waiting, such as one that is just ending. */
export const busyTimeoutMs = 1000;

/** In bytes; the least that a database can have. */
const smallestPage = 512;

/** Where the last good copy of a store is. */
export function backupPath(path: string): string {
  return `${path}.backup`;
}

/**
 * Looks at a store without changing a byte of it: a connection that may write would, when it closes, put the log
 * of a damaged store into place. Errors: `store-damaged`, `store-newer`, `store-read-only`, `store-in-use`.
 */
export function inspectStore(path: string): void {
  const file = fs.statSync(path, { throwIfNoEntry: false });
  // SQLite takes a file of 0 or 1 bytes for a new one, and removes the log beside it. Ours are never that short.
  if (!file?.isFile() || file.size < smallestPage) throw new AppError('store-damaged');
  withStoreErrors(() => {
    assertWritable(path);
    examine(path);
  });
}

function examine(path: string): void {
  const database = new Database(path, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs });
  try {
    const verdict = database.pragma('quick_check(1)', { simple: true });
    if (verdict !== 'ok') throw new AppError('store-damaged');
    const version = readSchemaVersion(database);
    // Ours have had a version from the beginning; without one it is some other program's database.
    if (version === 0) throw new AppError('store-damaged');
    assertNotNewer(version);
  } finally {
    database.close();
  }
}

/** True when there is nothing at all of a store: no file, no log, no backup. */
export function isNewStore(path: string): boolean {
  return ![path, companions(path).log, backupPath(path)].some((file) => fs.existsSync(file));
}
