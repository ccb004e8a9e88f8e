import Database from 'better-sqlite3';
import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { writeBackup } from './backup.ts';
import { Connection } from './connection.ts';
import { createStore } from './create-store.ts';
import { SqliteHostKeyRepository } from './host-key-repository.ts';
import { busyTimeoutMs, inspectStore, isNewStore } from './inspect.ts';
import { SqliteJobRepository } from './job-repository.ts';
import { SqliteKeyPairRepository } from './key-pair-repository.ts';
import { SqliteKeychainIntentRepository } from './keychain-intent-repository.ts';
import { migrate } from './migrate.ts';
import { SqliteRegionRepository } from './region-repository.ts';
import { SqliteServerRepository } from './server-repository.ts';
import { companions, makePrivateFiles, makePrivateFolder } from './store-files.ts';
import { withStoreErrors } from './store-error.ts';
import type { Store } from './store.ts';

/**
 * Opens the store, or makes it where there is nothing of it yet. Until it is closed no other process can open it.
 * Errors, all of which leave the files as they are: `store-damaged` (`backup` says whether `restoreBackup` can
 * help), `store-newer`, `store-read-only`, `store-in-use`, `disk-full`.
 * @param path in a folder of its own, which is made private
 */
export function openStore(path: string): Store {
  return withStoreErrors(() => {
    makePrivateFolder(dirname(path));
    if (isNewStore(path)) createStore(path);
    inspectStore(path);
    makePrivateFiles(path);
    return new SqliteStore(path);
  });
}

class SqliteStore implements Store {
  readonly regions: SqliteRegionRepository;
  readonly keyPairs: SqliteKeyPairRepository;
  readonly servers: SqliteServerRepository;
  readonly hostKeys: SqliteHostKeyRepository;
  readonly jobs: SqliteJobRepository;
  readonly keychainIntents: SqliteKeychainIntentRepository;
  readonly #path: string;
  readonly #database: Database.Database;
  readonly #connection: Connection;

  constructor(path: string) {
    this.#path = path;
    this.#database = connect(path);
    this.#connection = new Connection(this.#database);
    this.regions = new SqliteRegionRepository(this.#connection);
    this.keyPairs = new SqliteKeyPairRepository(this.#connection);
    this.servers = new SqliteServerRepository(this.#connection);
    this.hostKeys = new SqliteHostKeyRepository(this.#connection);
    this.jobs = new SqliteJobRepository(this.#connection);
    this.keychainIntents = new SqliteKeychainIntentRepository(this.#connection);
  }

  transaction<T>(change: () => T): T {
    return this.#connection.transaction(change);
  }

  close(): void {
    if (!this.#database.open) return;
    backUp(this.#database, this.#path);
    this.#database.close();
  }
}

function connect(path: string): Database.Database {
  const database = new Database(path, { fileMustExist: true, timeout: busyTimeoutMs });
  try {
    // Before anything is read: the lock is then taken with the first read and kept. It dies with its process.
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    // macOS: fsync alone does not reach the disk there.
    database.pragma('fullfsync = ON');
    // An exclusive owner needs no shared index of the log; the one left by looking at the store is in the way.
    for (const file of companions(path).slice(1)) fs.rmSync(file, { force: true });
    backUp(database, path);
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A backup that can't be made (a full disk) must keep nobody from his store: the former one stays. */
function backUp(database: Database.Database, path: string): void {
  try {
    writeBackup(database, path);
  } catch {
    fs.rmSync(`${path}.backup.new`, { force: true });
  }
}
