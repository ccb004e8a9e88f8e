import { expect, test } from 'vitest';
import { newStorePath, open } from './store-folder.ts';

const intent = { kind: 'private-key', ownerId: 'a', since: 5 } as const;

test('K9: a begun keychain write is known until it is committed, also after opening again', () => {
  const path = newStorePath();
  const store = open(path);
  store.keychainIntents.insert(intent);
  store.close();
  const { keychainIntents } = open(path);
  expect(keychainIntents.list()).toEqual([intent]);
  keychainIntents.delete(intent);
  expect(keychainIntents.list()).toEqual([]);
});

test('begun twice is begun once', () => {
  const { keychainIntents } = open(newStorePath());
  keychainIntents.insert(intent);
  keychainIntents.insert({ ...intent, since: 9 });
  expect(keychainIntents.list()).toEqual([{ ...intent, since: 9 }]);
});

test('the kinds of one owner are told apart', () => {
  const { keychainIntents } = open(newStorePath());
  const password = { ...intent, kind: 'server-password' } as const;
  keychainIntents.insert(intent);
  keychainIntents.insert(password);
  keychainIntents.delete(intent);
  expect(keychainIntents.list()).toEqual([password]);
});
