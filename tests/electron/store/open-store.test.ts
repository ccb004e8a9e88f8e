import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sampleRegion, sampleServer } from './samples.ts';
import { codeOf, modeOf, newStorePath, open } from './store-folder.ts';

test('a new store is empty', () => {
  const store = open(newStorePath());
  expect(store.regions.list()).toEqual([]);
  expect(store.keyPairs.listRecords()).toEqual([]);
  expect(store.keychainIntents.list()).toEqual([]);
});

test('what was written is there after closing and opening', () => {
  const path = newStorePath();
  const region = sampleRegion();
  const store = open(path);
  store.regions.insert(region);
  store.close();
  expect(open(path).regions.list()).toEqual([region]);
});

test('closing twice is closing once', () => {
  const store = open(newStorePath());
  store.close();
  expect(() => store.close()).not.toThrow();
});

describe('M3: a store is its owner’s alone', () => {
  test('its folder has mode 700, and each of its files 600', () => {
    const path = newStorePath();
    open(path).regions.insert(sampleRegion());
    expect(modeOf(dirname(path))).toBe('700');
    const names = fs.readdirSync(dirname(path));
    expect(names).toEqual(['latchkey.db', 'latchkey.db-wal', 'latchkey.db.backup']);
    for (const name of names) expect(`${name} ${modeOf(`${dirname(path)}/${name}`)}`).toBe(`${name} 600`);
  });

  test('a folder and files that others could read are made private', () => {
    const path = newStorePath();
    open(path).close();
    fs.chmodSync(dirname(path), 0o755);
    fs.chmodSync(path, 0o644);
    open(path);
    expect([modeOf(dirname(path)), modeOf(path), modeOf(`${path}-wal`)]).toEqual(['700', '600', '600']);
  });

  test('a folder that is shared by design is left shared', () => {
    const path = newStorePath();
    fs.mkdirSync(dirname(path));
    fs.chmodSync(dirname(path), 0o1777);
    open(path);
    expect([modeOf(dirname(path)), modeOf(path)]).toEqual(['1777', '600']);
  });
});

describe('M3: a store has one user at a time', () => {
  test('a second opening is refused, and the first goes on', () => {
    const path = newStorePath();
    const first = open(path);
    expect(codeOf(() => open(path))).toBe('store-in-use');
    const region = sampleRegion();
    first.regions.insert(region);
    expect(first.regions.list()).toEqual([region]);
  });

  test('when the first has closed it, the next may open it', () => {
    const path = newStorePath();
    open(path).close();
    expect(open(path).regions.list()).toEqual([]);
  });

  test('the refusal names the path', () => {
    const path = newStorePath();
    open(path);
    expect(() => open(path)).toThrow(expect.objectContaining({ details: { path } }));
  });
});

describe('a transaction', () => {
  test('that throws has changed nothing, and its error comes through', () => {
    const store = open(newStorePath());
    const change = () => {
      store.regions.insert(sampleRegion());
      throw new Error('stop');
    };
    expect(() => store.transaction(change)).toThrow('stop');
    expect(store.regions.list()).toEqual([]);
  });

  test('gives back what its change gives back', () => {
    const store = open(newStorePath());
    expect(store.transaction(() => 42)).toBe(42);
  });

  test('inside of another is taken back alone', () => {
    const store = open(newStorePath());
    const kept = sampleRegion();
    store.transaction(() => {
      store.regions.insert(kept);
      const inner = () => {
        store.regions.insert(sampleRegion({ name: 'dropped' }));
        throw new Error('stop');
      };
      expect(() => store.transaction(inner)).toThrow('stop');
    });
    expect(store.regions.list()).toEqual([kept]);
  });

  test('that breaks a constraint at its last step has changed nothing', () => {
    const store = open(newStorePath());
    const region = sampleRegion();
    store.regions.insert(region);
    const server = sampleServer(region.id);
    const twice = () => {
      store.servers.insert(server);
      store.servers.insert(sampleServer(region.id, { name: server.name }));
    };
    expect(() => store.transaction(twice)).toThrow(/UNIQUE/);
    expect(store.servers.list(region.id)).toEqual([]);
  });
});
