import { describe, expect, it } from 'vitest';
import type { ActivityEntry } from '../../../shared/model/activity.ts';
import { publicLines } from '../../vectors/public-lines.ts';
import { sampleHostKey } from '../../fakes/fake-provider.ts';
import { consoleUnderTest, type ConsoleUnderTest } from './console-under-test.ts';

const ed25519 = { type: 'ed25519' } as const;

const short = ({ kind, outcome, keyPairName, serverNames, errorCode }: ActivityEntry): unknown[] => [
  kind,
  outcome,
  keyPairName,
  serverNames.join(),
  errorCode,
];

const entries = ({ console }: ConsoleUnderTest): unknown[] => console.activity.list().map(short).toReversed();

describe('the activity', () => {
  it('has every change of key pairs and servers, with who, where and how long', async () => {
    const under = consoleUnderTest();
    const { keyPairs, servers, observer } = under.console;
    const { keyPair } = await keyPairs.create(under.regionId, 'web', ed25519);
    await keyPairs.importPublicKey(under.regionId, 'laptop', publicLines.rsa);
    const server = await under.addServer('web-1');
    const entry = { name: 'web-2', host: server.host, port: 22, user: 'root' };
    await servers.edit(server.id, entry, undefined, { evenIfUnreachable: true });
    const { type, sha256 } = sampleHostKey;
    await observer.acceptHostKey(server.id, { type, sha256 });
    await servers.remove(server.id);
    await keyPairs.delete(keyPair.id);
    expect(entries(under)).toEqual([
      ['create-key-pair', 'succeeded', 'web', '', null],
      ['import-key-pair', 'succeeded', 'laptop', '', null],
      ['add-server', 'succeeded', '', 'web-1', null],
      ['edit-server', 'succeeded', '', 'web-1', null],
      ['accept-host-key', 'succeeded', '', 'web-2', null],
      ['remove-server', 'succeeded', '', 'web-2', null],
      ['delete-key-pair', 'succeeded', 'web', '', null],
    ]);
    for (const { actor, regionId, startedAt, finishedAt } of under.console.activity.list()) {
      expect(actor).not.toBe('');
      expect(regionId).toBe(under.regionId);
      expect(finishedAt).toBeGreaterThanOrEqual(startedAt);
    }
  });

  it('has the fingerprint of the key pair that it was about, which outlives the key pair', async () => {
    const under = consoleUnderTest();
    const { keyPairs, bindings, activity } = under.console;
    const { keyPair } = await keyPairs.create(under.regionId, 'web', ed25519);
    const server = await under.addServer('web-1');
    await under.finished(bindings.bind(keyPair.id, [server.id], 'reload', []));
    await under.finished(bindings.unbind(keyPair.id, [server.id], 'reload', true, []));
    await keyPairs.delete(keyPair.id);
    const told = activity.list().map(({ kind, keyPairFingerprint }) => [kind, keyPairFingerprint]);
    const { fingerprintSha256 } = keyPair.publicKey;
    expect(told.toReversed()).toEqual([
      ['create-key-pair', fingerprintSha256],
      ['add-server', ''],
      ['bind', fingerprintSha256],
      ['unbind', fingerprintSha256],
      ['delete-key-pair', fingerprintSha256],
    ]);
  });

  it('names the bound key pair of what is done about it, where the servers have one in common', async () => {
    const under = consoleUnderTest();
    const { keyPairs, bindings, activity } = under.console;
    const { keyPair } = await keyPairs.create(under.regionId, 'web', ed25519);
    const { id } = await under.addServer('web-1');
    const { id: bare } = await under.addServer('web-2');
    await under.finished(bindings.bind(keyPair.id, [id], 'reload', []));
    await under.finished(bindings.enablePasswordLogon(id, 'reload', {}));
    await under.finished(bindings.inspect([id], []));
    await under.finished(bindings.repair([id], 'reload', []));
    await under.finished(bindings.inspect([id, bare], []));
    await under.finished(bindings.refresh([id], []));
    const { fingerprintSha256 } = keyPair.publicKey;
    const told = activity
      .list()
      .slice(0, 5)
      .map((entry) => [entry.kind, entry.keyPairName, entry.keyPairFingerprint]);
    expect(told.toReversed()).toEqual([
      ['enable-password-logon', 'web', fingerprintSha256],
      ['inspect', 'web', fingerprintSha256],
      ['repair', 'web', fingerprintSha256],
      ['inspect', '', ''],
      ['refresh', '', ''],
    ]);
  });

  it('has a refresh of one server, as it has one of many; not the looks that other actions take', async () => {
    const under = consoleUnderTest();
    const { id } = await under.addServer('web-1');
    await under.console.observer.refresh(id, {});
    under.provider.failOn('web-1.example', 'server-timeout');
    await expect(under.console.observer.refresh(id, {})).rejects.toThrow('server-timeout');
    under.provider.failOn('web-1.example', 'password-required');
    await expect(under.console.observer.refresh(id, {})).rejects.toThrow('password-required');
    expect(entries(under)).toEqual([
      ['add-server', 'succeeded', '', 'web-1', null],
      ['refresh', 'succeeded', '', 'web-1', null],
      ['refresh', 'failed', '', 'web-1', 'server-timeout'],
    ]);
  });

  it('has what failed, with its code', async () => {
    const under = consoleUnderTest();
    under.vault.state = 'locked';
    await expect(under.console.keyPairs.create(under.regionId, 'web', ed25519)).rejects.toThrow();
    expect(entries(under)).toEqual([['create-key-pair', 'failed', 'web', '', 'keychain-locked']]);
  });

  it('finds a job by each of its servers', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', ed25519);
    const ids = [];
    for (const name of ['a', 'b', 'c', 'zulu']) ids.push((await under.addServer(name)).id);
    const job = await under.finished(under.console.bindings.bind(keyPair.id, ids, 'reload', []));
    const found = under.console.activity.matching({ kind: 'bind', outcome: null, text: 'zulu web' });
    expect(found.map(({ id, serverNames }) => [id, serverNames.length])).toEqual([[job.id, 3]]);
    expect(under.console.activity.matching({ kind: null, outcome: null, text: 'nobody' })).toEqual([]);
  });

  it('calls what was cancelled by its name', async () => {
    const under = consoleUnderTest();
    under.provider.failOn('web-1.example', 'cancelled');
    await expect(under.addServer('web-1')).rejects.toThrow('cancelled');
    expect(entries(under)).toEqual([['add-server', 'cancelled', '', 'web-1', 'cancelled']]);
  });

  it('K1: never takes something for a name that is none', async () => {
    const under = consoleUnderTest();
    const pasted = '-----BEGIN PRIVATE KEY-----';
    await expect(under.console.keyPairs.create(under.regionId, pasted, ed25519)).rejects.toThrow();
    expect(entries(under)).toEqual([['create-key-pair', 'failed', '', '', 'key-pair-name-invalid']]);
  });

  it('leaves out what was only asked for: nothing was done yet', async () => {
    const under = consoleUnderTest();
    under.provider.failOn('web-1.example', 'host-key-unknown');
    await expect(under.addServer('web-1')).rejects.toThrow('host-key-unknown');
    expect(entries(under)).toEqual([]);
  });

  it('has a job once, from its beginning, with what became of it on each server', async () => {
    const under = consoleUnderTest();
    const [one, two] = [await under.addServer('web-1'), await under.addServer('web-2')];
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', ed25519);
    under.provider.failOn('web-2.example', 'sudo-required');
    const release = under.provider.hold();
    const job = under.console.bindings.bind(keyPair.id, [one.id, two.id], 'reload', []);
    expect(entries(under).at(-1)).toEqual(['bind', 'running', 'web', 'web-1,web-2', null]);
    release();
    await under.finished(job);
    expect(entries(under).at(-1)).toEqual(['bind', 'partly', 'web', 'web-1,web-2', null]);
    expect(under.console.activity.list()).toHaveLength(4);
    const [newest] = under.console.activity.list();
    expect(newest && under.console.activity.job(newest.id)?.results.map(({ state }) => state)).toEqual([
      'succeeded',
      'failed',
    ]);
  });

  it('outlives what it names', async () => {
    const under = consoleUnderTest();
    await under.console.servers.remove((await under.addServer('web-1')).id);
    expect(under.restart().activity.list()).toHaveLength(2);
  });

  it('keeps what became of a job after its region is gone', async () => {
    const under = consoleUnderTest();
    const server = await under.addServer('web-1');
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', ed25519);
    under.provider.failOn('web-1.example', 'sudo-required');
    await under.finished(under.console.bindings.bind(keyPair.id, [server.id], 'reload', []));
    await under.console.servers.remove(server.id);
    await under.console.keyPairs.delete(keyPair.id);
    await under.console.regions.create('Hamburg', 'ssh');
    await under.console.regions.remove(under.regionId);
    const bind = under.console.activity.list().find(({ kind }) => kind === 'bind');
    expect(bind && short(bind)).toEqual(['bind', 'failed', 'web', 'web-1', null]);
    expect(bind && under.console.activity.job(bind.id)?.results[0]?.error?.code).toBe('sudo-required');
  });

  it('that can’t be written does not make an action fail', async () => {
    const under = consoleUnderTest();
    under.store.activity.insert = () => {
      throw new Error('no room');
    };
    await under.console.keyPairs.create(under.regionId, 'web', ed25519);
    expect(under.unexpected).toHaveLength(1);
    expect(under.store.keyPairs.list(under.regionId)).toHaveLength(1);
  });
});
