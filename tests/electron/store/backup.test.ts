import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { restoreBackup, setStoreAside } from '../../../electron/store/backup.ts';
import { backupPath } from '../../../electron/store/inspect.ts';
import { sampleRegion } from './samples.ts';
import { codeOf, filesOf, modeOf, newStorePath, open } from './store-folder.ts';

function storeWith(...names: string[]): string {
  const path = newStorePath();
  const store = open(path);
  for (const name of names) store.regions.insert(sampleRegion({ name }));
  store.close();
  return path;
}

describe('the backup', () => {
  test('is made when a store is opened, and again when it is closed', () => {
    const path = newStorePath();
    const store = open(path);
    const atOpening = fs.readFileSync(backupPath(path));
    store.regions.insert(sampleRegion());
    store.close();
    expect(fs.readFileSync(backupPath(path)).equals(atOpening)).toBe(false);
  });

  test('holds what the store held', () => {
    const path = storeWith('one', 'two');
    fs.rmSync(path);
    restoreBackup(path);
    expect(
      open(path)
        .regions.list()
        .map(({ name }) => name),
    ).toEqual(['one', 'two']);
  });

  test('M3: has mode 600', () => {
    expect(modeOf(backupPath(storeWith('one')))).toBe('600');
  });

  test('that can’t be written keeps nobody from the store, and leaves no draft', () => {
    const path = storeWith('one');
    fs.rmSync(backupPath(path));
    fs.mkdirSync(`${backupPath(path)}/in-the-way`, { recursive: true });
    expect(open(path).regions.list()).toHaveLength(1);
    expect(fs.existsSync(`${backupPath(path)}.new`)).toBe(false);
  });

  test('replaces a draft that a killed application left', () => {
    const path = storeWith('one');
    fs.writeFileSync(`${backupPath(path)}.new`, 'half a backup');
    open(path);
    expect(fs.existsSync(`${backupPath(path)}.new`)).toBe(false);
  });
});

describe('restoring', () => {
  test.each([
    ['missing', (path: string) => fs.rmSync(backupPath(path))],
    ['damaged', (path: string) => fs.truncateSync(backupPath(path), 5000)],
    ['empty', (path: string) => fs.truncateSync(backupPath(path))],
  ])('from a backup that is %s is refused, and nothing is moved', (_how, damage) => {
    const path = storeWith('one');
    fs.truncateSync(path, 5000);
    damage(path);
    const before = filesOf(path);
    expect(codeOf(() => restoreBackup(path))).toBe('store-damaged');
    expect(filesOf(path)).toEqual(before);
  });

  test('leaves the backup where it is, and the restored store private', () => {
    const path = storeWith('one');
    fs.truncateSync(path);
    restoreBackup(path);
    expect(modeOf(path)).toBe('600');
    expect(filesOf(path)['latchkey.db.backup']).toBe(filesOf(path)['latchkey.db']);
  });

  test('again after a kill in between works', () => {
    const path = storeWith('one');
    fs.writeFileSync(`${path}.restoring`, 'half a store');
    fs.rmSync(path);
    restoreBackup(path);
    expect(open(path).regions.list()).toHaveLength(1);
    expect(fs.existsSync(`${path}.restoring`)).toBe(false);
  });
});

test('a store set aside is kept whole, with its backup, and the next opening makes a new one', () => {
  const path = storeWith('one');
  const before = filesOf(path);
  const aside = setStoreAside(path).slice(dirname(path).length + 1);
  expect(filesOf(path)).toEqual({
    [aside]: before['latchkey.db'],
    [`${aside}.backup`]: before['latchkey.db.backup'],
  });
  expect(open(path).regions.list()).toEqual([]);
});
