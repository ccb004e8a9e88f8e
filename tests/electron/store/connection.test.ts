import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { Connection } from '../../../electron/store/connection.ts';
import { codeOf } from './store-folder.ts';

/** A database that can't grow beyond some pages: to SQLite the same as a full disk. */
function smallDatabase(): Connection {
  const database = new Database(':memory:');
  database.pragma('max_page_count = 8');
  database.exec('CREATE TABLE notes (text TEXT) STRICT');
  return new Connection(database);
}

function countNotes(connection: Connection): unknown {
  return connection.row('SELECT count(*) AS count FROM notes')?.['count'];
}

test('a statement that finds no space left is refused with disk-full', () => {
  const connection = smallDatabase();
  const add = () => connection.run('INSERT INTO notes VALUES (?)', 'x'.repeat(100_000));
  expect(codeOf(add)).toBe('disk-full');
  expect(countNotes(connection)).toBe(0);
});

test('a transaction that finds no space left has changed nothing, and the next one works', () => {
  const connection = smallDatabase();
  const fill = () => {
    for (;;) connection.run('INSERT INTO notes VALUES (?)', 'x'.repeat(1000));
  };
  expect(codeOf(() => connection.transaction(fill))).toBe('disk-full');
  expect(countNotes(connection)).toBe(0);
  connection.transaction(() => connection.run("INSERT INTO notes VALUES ('small')"));
  expect(countNotes(connection)).toBe(1);
});

test('an error that is nobody’s fault but the program’s is not given a code', () => {
  expect(() => smallDatabase().rows('SELECT * FROM nowhere')).toThrow(Database.SqliteError);
});
