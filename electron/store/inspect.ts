import Database from 'better-sqlite3';
import * as fs from 'node:fs';
import { AppError } from '../../shared/ipc/result.ts';
import { assertNotNewer, readSchemaVersion } from './migrate.ts';
import { assertWritable, companions } from './store-files.ts';
import { withStoreErrors } from './store-error.ts';

/** How long another process may keep us waiting, such as one that is just ending. */
export const busyTimeoutMs = 1000;

/** Where the last good copy of a store is. */
export function backupPath(path: string): string {
  return `${path}.backup`;
}

/**
 * Looks at a store without changing a byte of it: a connection that may write would, when it closes, put the log
 * of a damaged store into place. Errors: `store-damaged`, `store-newer`, `store-read-only`, `store-in-use`.
 */
export function inspectStore(path: string): void {
  const backup = fs.existsSync(backupPath(path));
  const file = fs.statSync(path, { throwIfNoEntry: false });
  // SQLite takes an empty file for a new store, but ours are never empty.
  if (!file?.isFile() || file.size === 0) throw new AppError('store-damaged', { backup });
  withStoreErrors(() => assertWritable(path));
  try {
    withStoreErrors(() => examine(path));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'store-damaged') throw error;
    throw new AppError('store-damaged', { backup }, { cause: error });
  }
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
  return ![path, backupPath(path), ...companions(path)].some((file) => fs.existsSync(file));
}
