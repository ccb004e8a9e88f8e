import type { Database } from 'better-sqlite3';
import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../shared/ipc/result.ts';
import { backupPath, inspectStore } from './inspect.ts';
import { storeFiles, syncFile, syncFolder, writePrivateFile } from './store-files.ts';
import { withStoreErrors } from './store-error.ts';

/**
 * Replaces the backup by a copy of the open store; at every moment there is a whole one. A backup that can't be
 * made, for instance on a full disk, must keep nobody from his store: the former one then stays.
 */
export function keepBackup(database: Database, path: string): void {
  const draft = `${backupPath(path)}.new`;
  try {
    fs.rmSync(draft, { force: true });
    // SQLite fills an empty file, but would make a new one readable for all.
    fs.closeSync(fs.openSync(draft, 'wx', 0o600));
    database.prepare('VACUUM INTO ?').run(draft);
    syncFile(draft);
    fs.renameSync(draft, backupPath(path));
    syncFolder(dirname(path));
  } catch {
    fs.rmSync(draft, { force: true });
  }
}

/**
 * Puts the backup in the place of a store that can't be opened, and returns where that one was moved to.
 * Errors: `store-damaged` when there is no sound backup, `store-newer`, `store-in-use`, `disk-full`.
 */
export function restoreBackup(path: string): string {
  return withStoreErrors(() => {
    const backup = backupPath(path);
    inspectStore(backup);
    const draft = `${path}.restoring`;
    fs.rmSync(draft, { force: true });
    writePrivateFile(draft, fs.readFileSync(backup));
    const aside = moveAside(path, storeFiles(path));
    fs.renameSync(draft, path);
    syncFolder(dirname(path));
    return aside;
  });
}

/** Moves a store and its backup out of the way, so that the next opening makes a new one. Returns where to. */
export function setStoreAside(path: string): string {
  return withStoreErrors(() => {
    const aside = moveAside(path, [...storeFiles(path), backupPath(path)]);
    syncFolder(dirname(path));
    return aside;
  });
}

/** Log first: a log that were left alone would be taken for that of the store that comes next. */
function moveAside(path: string, files: readonly string[]): string {
  const aside = `${path}.aside-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  if (fs.existsSync(aside)) throw new AppError('store-in-use');
  for (const file of files.toReversed()) {
    if (fs.existsSync(file)) fs.renameSync(file, aside + file.slice(path.length));
  }
  return aside;
}
