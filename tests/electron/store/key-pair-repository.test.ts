import { beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../../electron/store/store.ts';
import { sampleKeyPair, sampleRegion, sampleServer, strangeId } from './samples.ts';
import { codeOf, newStorePath, open } from './store-folder.ts';

const region = sampleRegion();
const other = sampleRegion();
let store: Store;

beforeEach(() => {
  store = open(newStorePath());
  store.regions.insert(region);
  store.regions.insert(other);
});

test('a key pair comes back as it was', () => {
  const made = [
    sampleKeyPair(region.id),
    sampleKeyPair(region.id, { origin: 'imported', privateKey: 'absent', download: 'none' }),
  ];
  for (const keyPair of made) store.keyPairs.insert(keyPair);
  expect(store.keyPairs.list(region.id)).toEqual(made);
  expect(made.map(({ id }) => store.keyPairs.find(id))).toEqual(made);
});

test('key pairs are listed by region, oldest first', () => {
  const [younger, older] = [
    sampleKeyPair(region.id, { createdAt: 9 }),
    sampleKeyPair(region.id, { createdAt: 8 }),
  ];
  for (const keyPair of [younger, sampleKeyPair(other.id), older]) store.keyPairs.insert(keyPair);
  expect(store.keyPairs.list(region.id)).toEqual([older, younger]);
});

test('the servers of a key pair are those that it is bound to now', () => {
  const keyPair = sampleKeyPair(region.id);
  store.keyPairs.insert(keyPair);
  const bound = [1, 2].map(() => sampleServer(region.id, { boundKeyPairId: keyPair.id }));
  for (const server of [...bound, sampleServer(region.id)]) store.servers.insert(server);
  const boundServerIds = bound.map(({ id }) => id);
  expect(store.keyPairs.find(keyPair.id)).toEqual({ ...keyPair, boundServerIds });
  expect(store.keyPairs.list(region.id)).toEqual([{ ...keyPair, boundServerIds }]);
  for (const server of bound) store.servers.update({ ...server, boundKeyPairId: null });
  expect(store.keyPairs.find(keyPair.id)).toEqual(keyPair);
});

test('the one download can be used up', () => {
  const keyPair = sampleKeyPair(region.id);
  store.keyPairs.insert(keyPair);
  store.keyPairs.setDownload(keyPair.id, 'used');
  expect(store.keyPairs.find(keyPair.id)?.download).toBe('used');
});

describe('a key pair that is being deleted', () => {
  const keyPair = sampleKeyPair(region.id);

  beforeEach(() => {
    store.keyPairs.insert(keyPair);
    store.keyPairs.setDeleting(keyPair.id, true);
  });

  test('is gone for the user, and there for the sweep', () => {
    expect(store.keyPairs.list(region.id)).toEqual([]);
    expect(store.keyPairs.find(keyPair.id)).toBeUndefined();
    expect(store.keyPairs.listRecords()).toMatchObject([
      { id: keyPair.id, name: keyPair.name, deleting: true },
    ]);
  });

  test('comes back when the keychain refuses', () => {
    store.keyPairs.setDeleting(keyPair.id, false);
    expect(store.keyPairs.list(region.id)).toEqual([keyPair]);
  });

  test('leaves its name and its key to the next', () => {
    const { name, publicKey } = keyPair;
    expect(() => store.keyPairs.insert(sampleKeyPair(region.id, { name, publicKey }))).not.toThrow();
  });

  test('is gone for good after that', () => {
    store.keyPairs.delete(keyPair.id);
    expect(store.keyPairs.listRecords()).toEqual([]);
  });
});

describe('the table itself refuses', () => {
  const keyPair = sampleKeyPair(region.id);
  beforeEach(() => store.keyPairs.insert(keyPair));

  test('a name twice in a region, and takes it in another one', () => {
    const { name } = keyPair;
    expect(() => store.keyPairs.insert(sampleKeyPair(region.id, { name }))).toThrow(/UNIQUE/);
    expect(() => store.keyPairs.insert(sampleKeyPair(other.id, { name }))).not.toThrow();
  });

  test('a public key twice in a region, and takes it in another one', () => {
    const { publicKey } = keyPair;
    expect(() => store.keyPairs.insert(sampleKeyPair(region.id, { publicKey }))).toThrow(/UNIQUE/);
    expect(() => store.keyPairs.insert(sampleKeyPair(other.id, { publicKey }))).not.toThrow();
  });

  test('a region that is not there', () => {
    expect(() => store.keyPairs.insert(sampleKeyPair(strangeId()))).toThrow(/FOREIGN KEY/);
  });

  test('to delete one that is bound to a server', () => {
    store.servers.insert(sampleServer(region.id, { boundKeyPairId: keyPair.id }));
    expect(() => store.keyPairs.delete(keyPair.id)).toThrow(/FOREIGN KEY/);
  });

  test('to delete one that Latchkey logs on to a server with', () => {
    store.servers.insert(sampleServer(region.id, { logon: { kind: 'key-pair', keyPairId: keyPair.id } }));
    expect(() => store.keyPairs.delete(keyPair.id)).toThrow(/FOREIGN KEY/);
  });
});

test('a deleted key pair leaves a change that is pending without it', () => {
  const keyPair = sampleKeyPair(region.id);
  store.keyPairs.insert(keyPair);
  const pending = {
    change: 'unbind',
    keyPairId: keyPair.id,
    waitsFor: 'restart',
    effect: 'postpone',
    since: 5,
    problem: null,
  } as const;
  const server = sampleServer(region.id, { pending });
  store.servers.insert(server);
  store.keyPairs.delete(keyPair.id);
  expect(store.servers.find(server.id)?.pending).toEqual({ ...pending, keyPairId: null });
});

test('changing one that is not there is an error, and deleting it is none', () => {
  expect(codeOf(() => store.keyPairs.setDownload(strangeId(), 'used'))).toBe('key-pair-not-found');
  expect(codeOf(() => store.keyPairs.setDeleting(strangeId(), true))).toBe('key-pair-not-found');
  expect(() => store.keyPairs.delete(strangeId())).not.toThrow();
});
