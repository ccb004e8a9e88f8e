import { describe, expect, it } from 'vitest';
import type { RegionView } from '../../../shared/model/region.ts';
import { consoleUnderTest, type ConsoleUnderTest } from './console-under-test.ts';

const rsa = { type: 'rsa', bits: 2048 } as const;

function practiceRegion({ console }: ConsoleUnderTest): Promise<RegionView> {
  return console.regions.create('Practice', 'practice');
}

describe('regions of own servers', () => {
  it('are created, renamed, limited and removed', async () => {
    const { console } = consoleUnderTest();
    const { id } = await console.regions.create('  Berlin ', 'ssh');
    await expect(console.regions.rename(id, 'Hamburg')).resolves.toMatchObject({ name: 'Hamburg' });
    await expect(console.regions.setLimit(id, 50)).resolves.toMatchObject({ keyPairLimit: 50 });
    expect(console.regions.list()).toMatchObject([
      { name: 'My servers', keyPairLimit: 10, listsServers: false },
      { name: 'Hamburg', keyPairLimit: 50 },
    ]);
    await console.regions.remove(id);
    expect(console.regions.list()).toMatchObject([{ name: 'My servers' }]);
    expect(() => console.regions.get(id)).toThrow('region-not-found');
  });

  it.each(['', '   ', 'a\nb', 'a\u202eb', 'x'.repeat(65)])('refuse %j as a name', async (name) => {
    const { console, regionId } = consoleUnderTest();
    await expect(console.regions.create(name, 'ssh')).rejects.toMatchObject({ code: 'region-name-invalid' });
    await expect(console.regions.rename(regionId, name)).rejects.toMatchObject({
      code: 'region-name-invalid',
    });
  });

  it('have names that people can tell apart', async () => {
    const { console, regionId } = consoleUnderTest();
    await expect(console.regions.create('MY SERVERS ', 'ssh')).rejects.toMatchObject({
      code: 'region-name-taken',
      details: { name: 'My servers' },
    });
    await expect(console.regions.rename(regionId, 'my servers')).resolves.toMatchObject({
      name: 'my servers',
    });
  });

  it.each([0, -1, 1.5, 1001, Number.NaN])('refuse %d as a limit', async (limit) => {
    const { console, regionId } = consoleUnderTest();
    await expect(console.regions.setLimit(regionId, limit)).rejects.toThrow('region-limit-invalid');
  });

  it('keep their key pairs under a lowered limit and refuse new ones', async () => {
    const { console, regionId } = consoleUnderTest();
    await console.keyPairs.create(regionId, 'first', rsa);
    await console.keyPairs.create(regionId, 'second', rsa);
    await console.regions.setLimit(regionId, 1);
    expect(console.keyPairs.list(regionId)).toHaveLength(2);
    await expect(console.keyPairs.create(regionId, 'third', rsa)).rejects.toMatchObject({
      code: 'key-pair-limit-reached',
      details: { limit: 1 },
    });
  });

  it('have key pair names and limits of their own', async () => {
    const { console, regionId } = consoleUnderTest();
    const other = await console.regions.create('Other', 'ssh');
    await console.keyPairs.create(regionId, 'same', rsa);
    await expect(console.keyPairs.create(other.id, 'same', rsa)).resolves.toBeDefined();
  });

  it('are removed only while empty, and never the last one', async () => {
    const under = consoleUnderTest();
    const { console, regionId } = under;
    await expect(console.regions.remove(regionId)).rejects.toMatchObject({ code: 'region-last' });
    await console.regions.create('Other', 'ssh');
    await under.addServer('web-1');
    await console.keyPairs.create(regionId, 'mine', rsa);
    await expect(console.regions.remove(regionId)).rejects.toMatchObject({
      code: 'region-not-empty',
      details: { servers: 1, keyPairs: 1 },
    });
    expect(console.servers.list(regionId)).toHaveLength(1);
    expect(under.vault.secrets.size).toBe(2);
  });
});

describe('the activity', () => {
  it('says which region was made, changed and removed, and what was refused', async () => {
    const { console } = consoleUnderTest();
    const { id } = await console.regions.create('Berlin', 'ssh');
    await console.regions.rename(id, 'Hamburg');
    await expect(console.regions.create('Hamburg', 'ssh')).rejects.toThrow('region-name-taken');
    await console.regions.setLimit(id, 20);
    await console.regions.remove(id);
    const entries = console.activity
      .list()
      .map(({ kind, regionName, outcome }) => ({ kind, regionName, outcome }));
    expect(entries.reverse()).toEqual([
      { kind: 'create-region', regionName: 'Berlin', outcome: 'succeeded' },
      { kind: 'rename-region', regionName: 'Berlin', outcome: 'succeeded' },
      { kind: 'create-region', regionName: 'Hamburg', outcome: 'failed' },
      { kind: 'limit-region', regionName: 'Hamburg', outcome: 'succeeded' },
      { kind: 'remove-region', regionName: 'Hamburg', outcome: 'succeeded' },
    ]);
  });
});

describe('a region whose provider lists the servers', () => {
  it('has them, and the bound key pair, from the start', async () => {
    const under = consoleUnderTest();
    const { console } = under;
    const region = await practiceRegion(under);
    const [keyPair] = console.keyPairs.list(region.id);
    expect(region).toMatchObject({ listsServers: true, keySpecs: [rsa], effects: ['restart', 'postpone'] });
    expect(region).toMatchObject({ logsOn: false, isReachable: false });
    expect(keyPair).toMatchObject({ privateKey: 'absent', download: 'none', publicKey: { bits: 2048 } });
    expect(keyPair?.boundServerIds).toHaveLength(1);
    expect(console.servers.list(region.id)).toHaveLength(7);
  });

  it('is there once: two regions with the same servers would undo each other’s work', async () => {
    const under = consoleUnderTest();
    await practiceRegion(under);
    await expect(under.console.regions.create('Again', 'practice')).rejects.toMatchObject({
      code: 'region-servers-taken',
      details: { name: 'Practice' },
    });
  });

  it('keeps its limit, and offers RSA 2048 alone', async () => {
    const under = consoleUnderTest();
    const { id } = await practiceRegion(under);
    await expect(under.console.regions.setLimit(id, 20)).rejects.toThrow('region-limit-fixed');
    await expect(under.console.keyPairs.create(id, 'mine', { type: 'ed25519' })).rejects.toMatchObject({
      code: 'key-type-unsupported',
    });
  });

  it('binds and fails for the console as a region of real servers does', async () => {
    const under = consoleUnderTest();
    const { id } = await practiceRegion(under);
    const { keyPair } = await under.console.keyPairs.create(id, 'mine', rsa);
    const servers = under.console.servers.list(id);
    const job = under.console.bindings.bind(
      keyPair.id,
      servers.map((server) => server.id),
      'restart',
      [],
    );
    const { results } = await under.finished(job);
    const byName = Object.fromEntries(results.map(({ serverName, ...result }) => [serverName, result]));
    expect(byName).toMatchObject({
      'web-1': { state: 'succeeded', proven: true },
      shop: { state: 'succeeded', proven: true },
      backup: { state: 'pending' },
      staging: { state: 'failed', error: { code: 'server-not-selectable' } },
      office: { state: 'failed', error: { code: 'server-not-selectable' } },
      unreliable: { state: 'failed', error: { code: 'server-connection-lost' } },
    });
    expect(under.unexpected).toEqual([]);
  });

  it('K: is removed with its key pairs and their keychain entries, and nothing of another region', async () => {
    const under = consoleUnderTest();
    await under.console.keyPairs.create(under.regionId, 'mine', rsa);
    const { id } = await practiceRegion(under);
    await under.console.keyPairs.create(id, 'practised', rsa);
    expect(under.vault.secrets.size).toBe(2);
    await under.console.regions.remove(id);
    expect(under.console.regions.list()).toHaveLength(1);
    expect(under.console.keyPairs.list(under.regionId)).toMatchObject([{ name: 'mine' }]);
    expect(under.vault.secrets.size).toBe(1);
    expect(under.store.keychainIntents.list()).toEqual([]);
    await expect(practiceRegion(under)).resolves.toMatchObject({ name: 'Practice' });
  });

  it('K: is removed while the keychain is locked too; its entries go at the next start', async () => {
    const under = consoleUnderTest();
    const { id } = await practiceRegion(under);
    await under.console.keyPairs.create(id, 'practised', rsa);
    under.vault.state = 'locked';
    await under.console.regions.remove(id);
    under.vault.state = 'unlocked';
    expect(under.vault.secrets.size).toBe(1);
    await under.restart().checkAtStart();
    expect(under.vault.secrets.size).toBe(0);
  });
});
