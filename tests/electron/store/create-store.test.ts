import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { createStore } from '../../../electron/store/create-store.ts';
import { withStoreErrors } from '../../../electron/store/store-error.ts';
import { codeOf, modeOf, newStorePath } from './store-folder.ts';

test('M3: a store that another process makes at the same moment is not replaced', () => {
  const path = newStorePath();
  fs.mkdirSync(dirname(path));
  fs.writeFileSync(path, 'theirs');
  expect(codeOf(() => withStoreErrors(() => createStore(path)))).toBe('store-in-use');
  expect(fs.readFileSync(path, 'utf8')).toBe('theirs');
  expect(fs.readdirSync(dirname(path))).toEqual(['latchkey.db']);
});

test('M3: a new store is its owner’s alone from its first moment, and complete', () => {
  const path = newStorePath();
  fs.mkdirSync(dirname(path));
  createStore(path);
  expect(modeOf(path)).toBe('600');
  expect(fs.readFileSync(path).subarray(0, 15).toString()).toBe('SQLite format 3');
  expect(fs.readdirSync(dirname(path))).toEqual(['latchkey.db']);
});
