import Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { migrate } from './migrate.ts';
import { syncFolder, writePrivateFile } from './store-files.ts';

/** Makes a new store. It appears whole or not at all, and never in the place of another one. */
export function createStore(path: string): void {
  const draft = `${path}.${randomUUID()}.new`;
  writePrivateFile(draft, emptyStore());
  try {
    // Unlike a rename, a link refuses to take the place of a file that another instance has just made.
    fs.linkSync(draft, path);
  } finally {
    fs.rmSync(draft);
  }
  syncFolder(dirname(path));
}

function emptyStore(): Buffer {
  const database = new Database(':memory:');
  try {
    migrate(database);
    return database.serialize();
  } finally {
    database.close();
  }
}
