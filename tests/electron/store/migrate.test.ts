import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { migrate, readSchemaVersion, schemaVersion } from '../../../electron/store/migrate.ts';
import { first } from '../../../electron/store/migrations/0001-first.ts';
import { codeOf } from './store-folder.ts';

const addRegion = "INSERT INTO regions VALUES ('r', 'Mine', 'ssh', 10)";
const addServer = `INSERT INTO servers (id, region_id, name, host, port, user, logon_kind, status, os_kind, os_name,
  password_logon) VALUES ('s', 'r', 'web', 'web', 22, 'root', 'agent', 'running', 'linux', '', 'unknown')`;

/** Renames a column the long way: a new table takes the place of the old one, which rows of others point to. */
const rebuild = `
  CREATE TABLE new_regions (id TEXT PRIMARY KEY, title TEXT NOT NULL, provider TEXT, key_pair_limit INTEGER) STRICT;
  INSERT INTO new_regions SELECT * FROM regions;
  DROP TABLE regions;
  ALTER TABLE new_regions RENAME TO regions;
`;

function databaseOf(...migrations: string[]): Database.Database {
  const database = new Database(':memory:');
  migrate(database, migrations);
  return database;
}

describe('M5: migrating', () => {
  test('a new database ends at this build’s schema', () => {
    const database = new Database(':memory:');
    migrate(database);
    expect(readSchemaVersion(database)).toBe(schemaVersion);
  });

  test('the first released schema forward keeps its rows', () => {
    const database = databaseOf(first);
    database.exec(addRegion);
    database.exec(addServer);
    migrate(database, [first, rebuild, "ALTER TABLE servers ADD COLUMN note TEXT NOT NULL DEFAULT ''"]);
    expect(readSchemaVersion(database)).toBe(3);
    expect(database.prepare('SELECT title FROM regions').all()).toEqual([{ title: 'Mine' }]);
    expect(database.prepare('SELECT name, note FROM servers').all()).toEqual([{ name: 'web', note: '' }]);
  });

  test('again changes nothing', () => {
    const database = databaseOf(first);
    database.exec(addRegion);
    migrate(database, [first]);
    expect(database.prepare('SELECT count(*) AS count FROM regions').get()).toEqual({ count: 1 });
  });

  test('with a step that fails leaves everything as it was', () => {
    const database = databaseOf(first);
    const broken = 'ALTER TABLE regions ADD COLUMN colour TEXT; INSERT INTO nowhere VALUES (1);';
    expect(() => migrate(database, [first, broken])).toThrow(/nowhere/);
    expect(readSchemaVersion(database)).toBe(1);
    expect(() => database.prepare('SELECT colour FROM regions')).toThrow(/colour/);
  });

  test('that would leave rows pointing nowhere is taken back', () => {
    const database = databaseOf(first);
    database.exec(addRegion);
    database.exec(addServer);
    expect(codeOf(() => migrate(database, [first, 'DELETE FROM regions']))).toBe('store-damaged');
    expect(database.prepare('SELECT count(*) AS count FROM regions').get()).toEqual({ count: 1 });
  });

  test('backwards is refused without a change', () => {
    const database = databaseOf(first, rebuild);
    const before = database.serialize();
    expect(codeOf(() => migrate(database, [first]))).toBe('store-newer');
    expect(database.serialize().equals(before)).toBe(true);
  });

  test('ends with foreign keys in force', () => {
    const database = databaseOf(first);
    expect(() => database.exec(addServer)).toThrow(/FOREIGN KEY/);
  });
});
