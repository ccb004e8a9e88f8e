import Database from 'better-sqlite3';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { restoreBackup } from '../../../electron/store/backup.ts';
import { openStore } from '../../../electron/store/sqlite-store.ts';
import { sampleKeyPair, sampleRegion, sampleServer } from './samples.ts';
import { codeOf, filesOf, newStorePath, open } from './store-folder.ts';

const region = sampleRegion();

/** The files of a store of some pages that was closed, made once. */
let filledFolder: string;

beforeAll(() => {
  filledFolder = fs.mkdtempSync(join(tmpdir(), 'latchkey-filled-'));
  const store = openStore(join(filledFolder, 'latchkey.db'));
  store.regions.insert(region);
  const add = () => {
    for (let count = 0; count < 100; count += 1) store.servers.insert(sampleServer(region.id));
  };
  store.transaction(add);
  store.close();
});

afterAll(() => fs.rmSync(filledFolder, { recursive: true }));

function filledStore(): string {
  const path = newStorePath();
  fs.cpSync(filledFolder, dirname(path), { recursive: true });
  return path;
}

/** The same with a log beside it, as a killed application leaves it. */
function filledStoreWithLog(): string {
  const path = filledStore();
  const store = open(path);
  store.keyPairs.insert(sampleKeyPair(region.id));
  const left = [path, `${path}-wal`].map((file) => [file, fs.readFileSync(file)] as const);
  store.close();
  for (const [file, content] of left) fs.writeFileSync(file, content);
  return path;
}

function change(path: string, to: (content: Buffer) => Buffer): void {
  fs.writeFileSync(path, to(fs.readFileSync(path)));
}

/** SQL by another program, while the store is closed. */
function byOthers(path: string, sql: string): void {
  const database = new Database(path);
  database.exec(sql);
  database.close();
}

const damages: readonly (readonly [string, (path: string) => void])[] = [
  ['empty', (path) => fs.truncateSync(path)],
  ['one byte', (path) => fs.writeFileSync(path, 'S')],
  ['a short text', (path) => fs.writeFileSync(path, 'hello world\n')],
  ['random bytes', (path) => change(path, (content) => Buffer.alloc(content.length, 0xa5))],
  ['the header alone', (path) => fs.truncateSync(path, 100)],
  ['the first page alone', (path) => fs.truncateSync(path, 4096)],
  ['half of it', (path) => fs.truncateSync(path, Math.floor(fs.statSync(path).size / 2))],
  ['a page short', (path) => fs.truncateSync(path, fs.statSync(path).size - 4096)],
  ['a page of zeros', (path) => change(path, (content) => content.fill(0, 8192, 12288))],
  ['a lost header', (path) => change(path, (content) => content.fill(0, 0, 16))],
];

describe.each([
  ['closed', filledStore],
  ['left with a log', filledStoreWithLog],
])('M2: a store that was %s', (_how, makeStore) => {
  test.each(damages)('and is damaged (%s) is refused, and not a byte of it is changed', (_what, damage) => {
    const path = makeStore();
    damage(path);
    const before = filesOf(path);
    expect(codeOf(() => open(path))).toBe('store-damaged');
    expect(filesOf(path)).toEqual(before);
  });

  test.each(damages)(
    'and is damaged (%s) comes back from its backup, and the bad file is kept',
    (_what, damage) => {
      const path = makeStore();
      damage(path);
      const bad = filesOf(path);
      const aside = restoreBackup(path);
      const kept = filesOf(path);
      expect(kept[aside.slice(dirname(path).length + 1)]).toBe(bad['latchkey.db']);
      expect(open(path).servers.list(region.id)).toHaveLength(100);
    },
  );

  test('and was written by a newer version is refused, and not a byte of it is changed', () => {
    const path = makeStore();
    byOthers(path, 'PRAGMA user_version = 4711');
    const before = filesOf(path);
    expect(codeOf(() => open(path))).toBe('store-newer');
    expect(filesOf(path)).toEqual(before);
  });
});

test('a log that a killed application left is put into force', () => {
  const path = filledStoreWithLog();
  expect(open(path).keyPairs.list(region.id)).toHaveLength(1);
});

test('M2: a store that is not there although its backup is counts as damaged, not as new', () => {
  const path = filledStore();
  fs.rmSync(path);
  expect(codeOf(() => open(path))).toBe('store-damaged');
  restoreBackup(path);
  expect(open(path).servers.list(region.id)).toHaveLength(100);
});

test('M2: a log without its store counts as damaged', () => {
  const path = filledStoreWithLog();
  fs.rmSync(path);
  fs.rmSync(`${path}.backup`);
  expect(codeOf(() => open(path))).toBe('store-damaged');
  expect(fs.existsSync(path)).toBe(false);
});

test('M2: a folder in the place of the store counts as damaged', () => {
  const path = newStorePath();
  fs.mkdirSync(path, { recursive: true });
  expect(codeOf(() => open(path))).toBe('store-damaged');
});

test('M2: the database of another program is refused', () => {
  const path = newStorePath();
  fs.mkdirSync(dirname(path));
  byOthers(path, 'CREATE TABLE songs (title TEXT)');
  const before = filesOf(path);
  expect(codeOf(() => open(path))).toBe('store-damaged');
  expect(filesOf(path)).toEqual(before);
});

describe('M2: a row that makes no sense', () => {
  test.each([
    "UPDATE servers SET status = 'flying' WHERE rowid = 50",
    'UPDATE servers SET port = 70000 WHERE rowid = 50',
    "UPDATE servers SET pending_change = 'bind' WHERE rowid = 50",
    "UPDATE servers SET logon_kind = 'password' WHERE rowid = 50",
    "UPDATE regions SET provider = 'pigeons'",
    "INSERT INTO keychain_intents VALUES ('private-key', 'x', -1)",
  ])('(%s) is found when the store is opened, and does not become the backup', (sql) => {
    const path = filledStore();
    const backup = fs.readFileSync(`${path}.backup`);
    byOthers(path, sql);
    expect(codeOf(() => open(path))).toBe('store-damaged');
    expect(fs.readFileSync(`${path}.backup`).equals(backup)).toBe(true);
  });
});

describe('M2: a store that may not be written', () => {
  test('because of its mode is refused, and its mode stays', () => {
    const path = filledStore();
    fs.chmodSync(path, 0o400);
    expect(codeOf(() => open(path))).toBe('store-read-only');
    expect(fs.statSync(path).mode & 0o777).toBe(0o400);
  });

  test('because of its folder is refused', () => {
    const path = filledStore();
    fs.chmodSync(dirname(path), 0o500);
    expect(codeOf(() => open(path))).toBe('store-read-only');
    fs.chmodSync(dirname(path), 0o700);
  });
});
