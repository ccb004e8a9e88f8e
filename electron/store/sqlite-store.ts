import type { Database } from 'better-sqlite3';
import { dirname } from 'node:path';
import { AppError } from '../../shared/ipc/result.ts';
import { SqliteActivityRepository } from './activity-repository.ts';
import { keepBackup } from './backup.ts';
import { connect } from './connect.ts';
import { Connection } from './connection.ts';
import { createStore } from './create-store.ts';
import { SqliteHostKeyRepository } from './host-key-repository.ts';
import { inspectStore, isNewStore } from './inspect.ts';
import { SqliteJobRepository } from './job-repository.ts';
import { SqliteJournalRepository } from './journal-repository.ts';
import { SqliteKeyPairRepository } from './key-pair-repository.ts';
import { SqliteKeychainIntentRepository } from './keychain-intent-repository.ts';
import { migrate, readSchemaVersion, schemaVersion } from './migrate.ts';
import { SqliteRegionRepository } from './region-repository.ts';
import { SqliteServerRepository } from './server-repository.ts';
import { SqliteSettingsRepository } from './settings-repository.ts';
import { makePrivateFiles, makePrivateFolder } from './store-files.ts';
import { withStoreErrors } from './store-error.ts';
import type { Store } from './store.ts';

/**
 * Opens the store, or makes it where there is nothing of it yet. Until it is closed no other process can open it.
 * Errors, all of which leave the files as they are and name the `path`: `store-damaged`, `store-newer`,
 * `store-read-only`, `store-in-use`, `disk-full`.
 * @param path in a folder that is the application's alone, and is made private
 */
export function openStore(path: string): Store {
  try {
    return withStoreErrors(() => openSound(path));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, { ...error.details, path }, { cause: error });
  }
}

function openSound(path: string): Store {
  makePrivateFolder(dirname(path));
  if (isNewStore(path)) createStore(path);
  inspectStore(path);
  makePrivateFiles(path);
  const database = connect(path);
  try {
    if (readSchemaVersion(database) < schemaVersion) keepBackup(database, path);
    migrate(database);
    const store = new SqliteStore(database, path);
    readEverything(store);
    keepBackup(database, path);
    return store;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLite does not notice when text or numbers have changed on disk. What can't be read must not become the backup. */
function readEverything(store: Store): void {
  for (const { id } of store.regions.list()) store.servers.list(id);
  store.keyPairs.listRecords();
  store.keychainIntents.list();
  store.journal.list();
}

class SqliteStore implements Store {
  readonly regions: SqliteRegionRepository;
  readonly keyPairs: SqliteKeyPairRepository;
  readonly servers: SqliteServerRepository;
  readonly hostKeys: SqliteHostKeyRepository;
  readonly jobs: SqliteJobRepository;
  readonly journal: SqliteJournalRepository;
  readonly keychainIntents: SqliteKeychainIntentRepository;
  readonly activity: SqliteActivityRepository;
  readonly settings: SqliteSettingsRepository;
  readonly #path: string;
  readonly #database: Database;
  readonly #connection: Connection;

  constructor(database: Database, path: string) {
    this.#path = path;
    this.#database = database;
    this.#connection = new Connection(database);
    this.regions = new SqliteRegionRepository(this.#connection);
    this.keyPairs = new SqliteKeyPairRepository(this.#connection);
    this.servers = new SqliteServerRepository(this.#connection);
    this.hostKeys = new SqliteHostKeyRepository(this.#connection);
    this.jobs = new SqliteJobRepository(this.#connection);
    this.journal = new SqliteJournalRepository(this.#connection);
    this.keychainIntents = new SqliteKeychainIntentRepository(this.#connection);
    this.activity = new SqliteActivityRepository(this.#connection);
    this.settings = new SqliteSettingsRepository(this.#connection);
  }

  transaction<T>(change: () => T): T {
    return this.#connection.transaction(change);
  }

  close(): void {
    if (!this.#database.open) return;
    keepBackup(this.#database, this.#path);
    this.#database.close();
  }
}
