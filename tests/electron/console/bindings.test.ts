import { describe, expect, it } from 'vitest';
import type { KeyPair } from '../../../shared/model/key-pair.ts';
import type { ConsoleUnderTest } from './console-under-test.ts';
import { consoleUnderTest, serverOf } from './console-under-test.ts';

async function newKeyPair(under: ConsoleUnderTest, name = 'web'): Promise<KeyPair> {
  return (await under.console.keyPairs.create(under.regionId, name, { type: 'ed25519' })).keyPair;
}

describe('refreshing several servers', () => {
  it('is a job with a result for each, is in the activity, and changes no record where it fails', async () => {
    const under = consoleUnderTest();
    const [one, two] = [await under.addServer('web-1'), await under.addServer('web-2')];
    under.provider.observation = { ...under.provider.observation, status: 'stopped' };
    under.provider.failOn('web-2.example', 'sudo-required');
    const job = await under.finished(under.console.bindings.refresh([one.id, two.id], []));
    expect(job.results.map(({ state }) => state)).toEqual(['succeeded', 'failed']);
    expect(serverOf(under, one.id).status).toBe('stopped');
    expect(serverOf(under, two.id)).toEqual(two);
    expect(under.console.activity.list()[0]).toMatchObject({ kind: 'refresh', outcome: 'partly' });
    under.provider.heal();
    const again = await under.finished(under.console.bindings.retry(job.id, []));
    expect(again).toMatchObject({ kind: 'refresh', results: [{ serverId: two.id, state: 'succeeded' }] });
  });
});

describe('binding', () => {
  it('records the binding and what it did to password logon', async () => {
    const under = consoleUnderTest();
    const keyPair = await newKeyPair(under);
    const { id } = await under.addServer('web-1');
    const job = await under.finished(under.console.bindings.bind(keyPair.id, [id], 'reload', []));
    expect(job).toMatchObject({
      state: 'finished',
      results: [{ state: 'succeeded', proven: true, error: null }],
    });
    expect(serverOf(under, id)).toMatchObject({
      boundKeyPairId: keyPair.id,
      passwordLogon: 'disabled',
      pending: null,
    });
    expect(under.console.keyPairs.get(keyPair.id).boundServerIds).toEqual([id]);
  });

  it('takes no key pair of another region, where it could be deleted while it is bound here', async () => {
    const under = consoleUnderTest();
    const { id: otherId } = await under.console.regions.create('Lab', 'ssh');
    const { keyPair } = await under.console.keyPairs.create(otherId, 'lab', { type: 'ed25519' });
    const server = await under.addServer('web-1');
    const { bindings, authorizedKeys } = under.console;
    const refused = expect.objectContaining({ code: 'key-pair-not-found' }) as unknown;
    expect(() => bindings.bind(keyPair.id, [server.id], 'reload', [])).toThrow(refused);
    expect(() => bindings.unbind(keyPair.id, [server.id], 'reload', true, [])).toThrow(refused);
    expect(() => authorizedKeys.add(server.id, keyPair.id, {})).toThrow(refused);
    expect(serverOf(under, server.id)).toEqual(server);
    expect(under.provider.calls.filter(({ action }) => action !== 'probe')).toEqual([]);
  });

  it('hands the provider the key pair, the one that it replaces, and the ways in', async () => {
    const under = consoleUnderTest();
    const [first, second] = [await newKeyPair(under, 'first'), await newKeyPair(under, 'second')];
    const { id } = await under.addServer('web-1');
    await under.finished(under.console.bindings.bind(first.id, [id], 'reload', []));
    await under.finished(under.console.bindings.bind(second.id, [id], 'reload', []));
    const binds = under.provider.calls.filter(({ action }) => action === 'bind');
    expect(binds[0]?.change).toMatchObject({ formerKeyPair: null });
    expect(binds[1]?.change).toMatchObject({
      keyPair: { publicLine: second.publicKey.line },
      formerKeyPair: { publicLine: first.publicKey.line },
    });
    expect(binds[0]?.target.credentials.map(({ kind }) => kind)).toEqual(['password']);
    expect(binds[1]?.target.credentials.map(({ kind }) => kind)).toEqual(['private-key', 'password']);
    expect(serverOf(under, id).boundKeyPairId).toBe(second.id);
  });

  it('tells for each server what happened, and retries the failed ones alone', async () => {
    const under = consoleUnderTest();
    const keyPair = await newKeyPair(under);
    const servers = [
      await under.addServer('web-1'),
      await under.addServer('web-2'),
      await under.addServer('web-3'),
    ];
    under.provider.failOn('web-2.example', 'proof-failed');
    const ids = servers.map(({ id }) => id);
    const job = await under.finished(under.console.bindings.bind(keyPair.id, ids, 'reload', []));
    expect(job.results.map(({ state }) => state)).toEqual(['succeeded', 'failed', 'succeeded']);
    expect(job.results[1]?.error).toEqual({ code: 'proof-failed', details: {}, step: 'connect' });
    under.provider.heal();
    const again = await under.finished(under.console.bindings.retry(job.id, []));
    expect(again.results).toMatchObject([{ serverName: 'web-2', state: 'succeeded' }]);
    expect(() => under.console.bindings.retry(again.id, [])).toThrow('job-not-retryable');
  });

  it('refuses a server that can not be chosen, and does not touch it', async () => {
    const under = consoleUnderTest();
    const keyPair = await newKeyPair(under);
    const server = await under.addServer('web-1');
    under.store.servers.update({ ...server, status: 'starting' });
    const job = await under.finished(under.console.bindings.bind(keyPair.id, [server.id], 'reload', []));
    expect(job.results[0]?.error).toMatchObject({
      code: 'server-not-selectable',
      details: { reason: 'starting' },
    });
    expect(under.provider.calls.some(({ action }) => action === 'bind')).toBe(false);
  });

  it('refuses a second action on a server while one is under way', async () => {
    const under = consoleUnderTest();
    const keyPair = await newKeyPair(under);
    const { id } = await under.addServer('web-1');
    const release = under.provider.hold();
    const first = under.console.bindings.bind(keyPair.id, [id], 'reload', []);
    const second = await under.finished(under.console.bindings.bind(keyPair.id, [id], 'reload', []));
    release();
    expect(second.results[0]?.error?.code).toBe('server-busy');
    expect((await under.finished(first)).results[0]?.state).toBe('succeeded');
  });

  it('waits as pending for a stopped server, which can be taken back, and is carried out later', async () => {
    const under = consoleUnderTest();
    const keyPair = await newKeyPair(under);
    const server = await under.addServer('web-1');
    under.store.servers.update({ ...server, status: 'stopped' });
    under.provider.failOn('web-1.example', 'server-unreachable');
    const bind = (): ReturnType<typeof under.finished> =>
      under.finished(under.console.bindings.bind(keyPair.id, [server.id], 'reload', []));
    expect((await bind()).results[0]?.state).toBe('pending');
    expect(serverOf(under, server.id)).toMatchObject({
      boundKeyPairId: null,
      pending: { change: 'bind', keyPairId: keyPair.id, waitsFor: 'server' },
    });
    await expect(under.console.keyPairs.delete(keyPair.id)).rejects.toMatchObject({ code: 'key-pair-bound' });
    await under.finished(under.console.bindings.unbind(keyPair.id, [server.id], 'reload', false, []));
    expect(serverOf(under, server.id).pending).toBeNull();
    await bind();
    under.provider.heal();
    await under.finished(under.console.bindings.takeEffect([server.id], 'reload', []));
    expect(serverOf(under, server.id)).toMatchObject({ boundKeyPairId: keyPair.id, pending: null });
  });

  it('fails on a running server that no longer answers, and records that it is stopped', async () => {
    const under = consoleUnderTest();
    const keyPair = await newKeyPair(under);
    const { id } = await under.addServer('web-1');
    under.provider.failOn('web-1.example', 'server-unreachable');
    const job = await under.finished(under.console.bindings.bind(keyPair.id, [id], 'reload', []));
    expect(job.results[0]).toMatchObject({ state: 'failed', error: { code: 'server-unreachable' } });
    expect(serverOf(under, id)).toMatchObject({ status: 'stopped', pending: null, boundKeyPairId: null });
  });

  it('notes a postponed change on the server until it is put into force', async () => {
    const under = consoleUnderTest();
    const keyPair = await newKeyPair(under);
    const { id } = await under.addServer('web-1');
    await under.finished(under.console.bindings.bind(keyPair.id, [id], 'postpone', []));
    expect(serverOf(under, id).pending).toMatchObject({ change: 'bind', waitsFor: 'restart' });
    await under.finished(under.console.bindings.takeEffect([id], 'restart', []));
    expect(serverOf(under, id)).toMatchObject({
      pending: null,
      status: 'running',
      boundKeyPairId: keyPair.id,
    });
  });

  it('puts what is pending into force on several servers in one job, with a result for each, and again where it failed', async () => {
    const under = consoleUnderTest();
    const keyPair = await newKeyPair(under);
    const [one, two] = [await under.addServer('web-1'), await under.addServer('web-2')];
    await under.finished(under.console.bindings.bind(keyPair.id, [one.id, two.id], 'postpone', []));
    under.provider.failOn('web-2.example', 'reload-failed');
    const job = await under.finished(under.console.bindings.takeEffect([one.id, two.id], 'reload', []));
    expect(job).toMatchObject({ keyPairName: keyPair.name, effect: 'reload' });
    expect(job.results.map(({ state }) => state)).toEqual(['succeeded', 'failed']);
    expect(serverOf(under, one.id).pending).toBeNull();
    expect(serverOf(under, two.id).pending).toMatchObject({ change: 'bind' });
    under.provider.heal();
    const again = await under.finished(under.console.bindings.retry(job.id, []));
    expect(again.results.map(({ serverId, state }) => [serverId, state])).toEqual([[two.id, 'succeeded']]);
    expect(serverOf(under, two.id).pending).toBeNull();
  });

  it('asks for a password that is not kept, unless the bound key pair opens the server', async () => {
    const under = consoleUnderTest();
    const keyPair = await newKeyPair(under);
    const server = await under.addServer('web-1');
    under.store.servers.update({ ...server, logon: { kind: 'password', storage: 'ask' } });
    const bind = (asked: { password?: string }): ReturnType<typeof under.finished> =>
      under.finished(
        under.console.bindings.bind(keyPair.id, [server.id], 'reload', [{ serverId: server.id, ...asked }]),
      );
    expect((await bind({})).results[0]?.error?.code).toBe('password-required');
    expect((await bind({ password: 'correct horse' })).results[0]?.state).toBe('succeeded');
    expect((await bind({})).results[0]?.state).toBe('succeeded');
  });

  it('reports an unexpected error as such, and keeps its text out of the record', async () => {
    const under = consoleUnderTest();
    const keyPair = await newKeyPair(under);
    const { id } = await under.addServer('web-1');
    under.provider.bind = () => Promise.reject(new Error('secret words'));
    const job = await under.finished(under.console.bindings.bind(keyPair.id, [id], 'reload', []));
    expect(job.results[0]?.error).toEqual({ code: 'unexpected', details: {}, step: null });
    expect(under.unexpected).toMatchObject([{ message: 'secret words' }]);
  });
});

describe('unbinding', () => {
  it('refuses a key pair that is not bound there', async () => {
    const under = consoleUnderTest();
    const keyPair = await newKeyPair(under);
    const { id } = await under.addServer('web-1');
    const job = await under.finished(under.console.bindings.unbind(keyPair.id, [id], 'reload', false, []));
    expect(job.results[0]?.error?.code).toBe('key-pair-not-bound');
  });

  it('A9: passes on whether the last way in may be removed, and keeps the record when it is refused', async () => {
    const under = consoleUnderTest();
    const keyPair = await newKeyPair(under);
    const { id } = await under.addServer('web-1');
    await under.finished(under.console.bindings.bind(keyPair.id, [id], 'reload', []));
    under.provider.failOn('web-1.example', 'last-way-in');
    const job = await under.finished(under.console.bindings.unbind(keyPair.id, [id], 'reload', false, []));
    expect(job.results[0]?.error?.code).toBe('last-way-in');
    expect(serverOf(under, id).boundKeyPairId).toBe(keyPair.id);
    under.provider.heal();
    await under.finished(under.console.bindings.unbind(keyPair.id, [id], 'reload', true, []));
    expect(under.provider.calls.at(-1)?.change).toMatchObject({ evenIfLastWayIn: true });
    expect(serverOf(under, id)).toMatchObject({ boundKeyPairId: null, passwordLogon: 'disabled' });
  });

  it('leaves password logon to its own action', async () => {
    const under = consoleUnderTest();
    const { id } = await under.addServer('web-1');
    await under.finished(under.console.bindings.enablePasswordLogon(id, 'reload', {}));
    expect(serverOf(under, id)).toMatchObject({ passwordLogon: 'enabled', pending: null });
  });
});
