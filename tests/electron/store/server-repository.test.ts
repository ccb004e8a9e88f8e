import { beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../../electron/store/store.ts';
import type { Server } from '../../../shared/model/server.ts';
import { sampleKeyPair, sampleRegion, sampleServer, strangeId } from './samples.ts';
import { codeOf, newStorePath, open } from './store-folder.ts';

const region = sampleRegion();
const other = sampleRegion();
const keyPair = sampleKeyPair(region.id);
let store: Store;

beforeEach(() => {
  store = open(newStorePath());
  store.regions.insert(region);
  store.regions.insert(other);
  store.keyPairs.insert(keyPair);
});

const pending = { keyPairId: keyPair.id, since: 12, problem: null, effect: 'reload' } as const;
const changes: readonly Partial<Server>[] = [
  { logon: { kind: 'agent' } },
  { logon: { kind: 'password', storage: 'ask' } },
  { logon: { kind: 'password', storage: 'keychain' } },
  { logon: { kind: 'key-pair', keyPairId: keyPair.id } },
  { logon: { kind: 'key-file', path: '/home/me/.ssh/id "quoted"', passphrase: 'keychain' } },
  { boundKeyPairId: keyPair.id, passwordLogon: 'disabled', checkedAt: 99 },
  { pending: { ...pending, change: 'bind', waitsFor: 'server' } },
  { pending: { ...pending, change: 'enable-password-logon', waitsFor: 'restart', keyPairId: null } },
  {
    drift: {
      binding: 'line-shadowed',
      isPasswordLogonBack: true,
      unknownKeys: 3,
      hasKeysCommand: true,
      checkedAt: 7,
    },
  },
  { pending: { ...pending, change: 'bind', waitsFor: 'server', problem: 'password-required' } },
  { status: 'stopped', os: { kind: 'windows', name: "O'Brien's <b>Windows</b>" } },
];

describe.each(changes)('a server with %o', (change) => {
  const server = sampleServer(region.id, change);

  test('comes back as it was', () => {
    store.servers.insert(server);
    expect(store.servers.find(server.id)).toEqual(server);
    expect(store.servers.list(region.id)).toEqual([server]);
  });

  test('can be made of any other, and any other of it', () => {
    for (const from of changes) {
      const before = sampleServer(region.id, from);
      store.servers.insert(before);
      store.servers.update({ ...server, id: before.id });
      expect(store.servers.find(before.id)).toEqual({ ...server, id: before.id });
      store.servers.delete(before.id);
    }
  });
});

test('servers are listed by region, in the order in which they were added', () => {
  const [second, first] = [sampleServer(region.id, { name: 'b' }), sampleServer(region.id, { name: 'a' })];
  for (const server of [second, sampleServer(other.id), first]) store.servers.insert(server);
  expect(store.servers.list(region.id)).toEqual([second, first]);
});

test('a deleted server is gone', () => {
  const server = sampleServer(region.id);
  store.servers.insert(server);
  store.servers.delete(server.id);
  expect(store.servers.find(server.id)).toBeUndefined();
});

test('updating one that is not there is an error, and deleting it is none', () => {
  expect(codeOf(() => store.servers.update(sampleServer(region.id)))).toBe('server-not-found');
  expect(() => store.servers.delete(strangeId())).not.toThrow();
});

describe('the table itself refuses', () => {
  test('a name twice in a region, and takes it in another one', () => {
    const { name } = sampleServer(region.id);
    store.servers.insert(sampleServer(region.id, { name }));
    expect(() => store.servers.insert(sampleServer(region.id, { name }))).toThrow(/UNIQUE/);
    expect(() => store.servers.insert(sampleServer(other.id, { name }))).not.toThrow();
  });

  test('the same account of the same machine twice, and takes another account of it', () => {
    const { host } = sampleServer(region.id);
    store.servers.insert(sampleServer(region.id, { host }));
    expect(() => store.servers.insert(sampleServer(region.id, { host }))).toThrow(/UNIQUE/);
    expect(() => store.servers.insert(sampleServer(region.id, { host, user: 'admin' }))).not.toThrow();
    expect(() => store.servers.insert(sampleServer(region.id, { host, port: 2222 }))).not.toThrow();
  });

  test('a bound key pair that is not there', () => {
    const server = sampleServer(region.id, { boundKeyPairId: strangeId() });
    expect(() => store.servers.insert(server)).toThrow(/FOREIGN KEY/);
  });
});

test('those are found that have the name or the address of another, whatever the host’s case, in its region alone', () => {
  const named = sampleServer(region.id, { name: 'web', host: 'one.example' });
  const placed = sampleServer(region.id, { name: 'db', host: 'Two.Example', port: 22, user: 'root' });
  const others = [
    sampleServer(region.id, { name: 'WEB', host: 'two.example', port: 22, user: 'admin' }),
    sampleServer(region.id, { name: 'web-2', host: 'two.example', port: 2222, user: 'root' }),
    sampleServer(other.id, { name: 'web', host: 'two.example', port: 22, user: 'root' }),
  ];
  for (const server of [named, placed, ...others]) store.servers.insert(server);
  const entry = { name: 'web', host: 'tWO.example', port: 22, user: 'root' };
  expect(store.servers.listLike(region.id, entry)).toEqual([named, placed]);
  expect(store.servers.listLike(region.id, { ...entry, name: 'new', port: 23 })).toEqual([]);
});

test('those are waited for that are starting, and those whose change waits for them and needs nobody', () => {
  const waits = { ...pending, change: 'bind', waitsFor: 'server' } as const;
  const awaited = [
    sampleServer(region.id, { status: 'starting' }),
    sampleServer(other.id, { status: 'stopped', pending: waits }),
    sampleServer(region.id, { status: 'starting', pending: { ...waits, problem: 'password-required' } }),
  ];
  const others = [
    sampleServer(region.id, { status: 'stopped' }),
    sampleServer(region.id, { pending: { ...waits, problem: 'password-required' } }),
    sampleServer(region.id, { pending: { ...waits, waitsFor: 'restart' } }),
  ];
  for (const server of [...awaited, ...others]) store.servers.insert(server);
  expect(store.servers.listAwaited()).toEqual(awaited);
});
