import Database from 'better-sqlite3';
import * as fs from 'node:fs';
import { busyTimeoutMs } from './inspect.ts';
import { companions } from './store-files.ts';

/** Opens a store that was inspected, and keeps every other process out until it is closed. */
export function connect(path: string): Database.Database {
  const database = new Database(path, { fileMustExist: true, timeout: busyTimeoutMs });
  try {
    // Before anything is read: the lock is then taken with the first read and kept. It dies with its process.
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    // macOS: fsync alone does not reach the disk there.
    database.pragma('fullfsync = ON');
    // The only owner of a log keeps the index of it in memory; the file was left by looking at the store.
    fs.rmSync(companions(path).index, { force: true });
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
