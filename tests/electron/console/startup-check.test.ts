import { describe, expect, it } from 'vitest';
import { generateKeyPair } from '../../../electron/keys/generate.ts';
import { consoleUnderTest } from './console-under-test.ts';

const spec = { type: 'ed25519' } as const;

describe('the check at start', () => {
  it('says nothing when there is nothing to say', async () => {
    const under = consoleUnderTest();
    await under.console.keyPairs.create(under.regionId, 'web', spec);
    expect(await under.restart().checkAtStart()).toEqual([]);
  });

  it('K9: removes a keychain entry whose key pair was never committed', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', spec);
    const ghost = { kind: 'private-key', keyPairId: crypto.randomUUID() as typeof keyPair.id } as const;
    under.store.keychainIntents.insert({ kind: ghost.kind, ownerId: ghost.keyPairId, since: 1 });
    await under.vault.write(ghost, (await generateKeyPair(spec, 'ghost')).privateKeyPem);
    expect(await under.restart().checkAtStart()).toMatchObject([{ code: 'orphans-removed' }]);
    expect(await under.vault.has(ghost)).toBe(false);
    expect(await under.vault.has({ kind: 'private-key', keyPairId: keyPair.id })).toBe(true);
    expect(under.store.keychainIntents.list()).toEqual([]);
  });

  it('K9: keeps the entry of a key pair that was committed, though its intent was left behind', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', spec);
    under.store.keychainIntents.insert({ kind: 'private-key', ownerId: keyPair.id, since: 1 });
    expect(await under.restart().checkAtStart()).toEqual([]);
    expect(await under.vault.has({ kind: 'private-key', keyPairId: keyPair.id })).toBe(true);
  });

  it('K9: finishes a deletion that was cut off between keychain and store', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', spec);
    under.store.keyPairs.setDeleting(keyPair.id, true);
    await under.restart().checkAtStart();
    expect(under.store.keyPairs.listRecords()).toEqual([]);
    expect(under.vault.secrets.size).toBe(0);
  });

  it('K3: says that the keychain is locked, and leaves everything as it is', async () => {
    const under = consoleUnderTest();
    await under.console.keyPairs.create(under.regionId, 'web', spec);
    under.vault.state = 'locked';
    expect(await under.restart().checkAtStart()).toMatchObject([{ code: 'keychain-locked' }]);
    expect(under.console.keyPairs.list(under.regionId)).toHaveLength(1);
  });

  it('names key pairs whose private key is gone from the keychain', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', spec);
    await under.vault.remove({ kind: 'private-key', keyPairId: keyPair.id });
    expect(await under.restart().checkAtStart()).toMatchObject([
      { code: 'private-keys-missing', names: ['web'] },
    ]);
  });

  it('names the servers on which a job was cut off, and lets it be retried', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', spec);
    const server = await under.addServer('web-1');
    const release = under.provider.hold();
    const job = under.console.bindings.bind(keyPair.id, [server.id], 'reload', []);
    const restarted = under.restart();
    const notices = await restarted.checkAtStart();
    release();
    await under.console.whenIdle();
    expect(notices).toMatchObject([{ code: 'jobs-interrupted', names: ['web-1'] }]);
    expect(job.results).toMatchObject([{ serverId: server.id, state: 'waiting' }]);
  });
});
