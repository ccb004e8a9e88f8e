import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { newStorePath, open } from './store-folder.ts';

test('a new store has the defaults', () => {
  expect(open(newStorePath()).settings.read()).toEqual(defaultSettings);
});

test('what was chosen stays, and leaves the rest as it is', () => {
  const path = newStorePath();
  const store = open(path);
  store.settings.write({ theme: 'dark', downloadsFolder: '/srv/keys' });
  store.settings.write({ theme: 'light' });
  store.close();
  expect(open(path).settings.read()).toEqual({
    ...defaultSettings,
    theme: 'light',
    downloadsFolder: '/srv/keys',
  });
});

test('a setting that makes no sense is as it was at first, and the others hold', () => {
  const path = newStorePath();
  const store = open(path);
  store.settings.write({ theme: 'dark', serversAtOnce: 4 });
  store.close();
  const database = new Database(path);
  database.exec("UPDATE settings SET value = '\"pink\"' WHERE name = 'theme'");
  database.exec("INSERT INTO settings VALUES ('downloadsFolder', 'not json'), ('later', '1')");
  database.close();
  expect(open(path).settings.read()).toEqual({ ...defaultSettings, serversAtOnce: 4 });
});
