import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Effect } from '../../../shared/model/server.ts';
import { consoleUnderTest, serverOf } from './console-under-test.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** A stopped server that a key pair waits for. */
async function waiting(effect: Effect = 'reload', name = 'web-1') {
  const under = consoleUnderTest();
  const { provider, console } = under;
  const { keyPair } = await console.keyPairs.create(under.regionId, 'web', { type: 'ed25519' });
  provider.observation = { ...provider.observation, status: 'stopped', passwordLogon: 'unknown' };
  const { id } = await under.addServer(name);
  provider.failOn(`${name}.example`, 'server-unreachable');
  provider.isUp = false;
  const job = console.bindings.bind(keyPair.id, [id], effect, []);
  await until(() => under.store.jobs.find(job.id)?.state === 'finished');
  expect(serverOf(under, id).pending).toMatchObject({ change: 'bind', waitsFor: 'server' });
  console.pendingWatch.start();
  return { under, keyPair, id };
}

/** Lets real work end while the clock stands still but for progress timers. */
async function until(isSo: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 2000 && !isSo(); attempt += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(isSo()).toBe(true);
}

const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

describe('what waits for a stopped server', () => {
  it('is carried out by itself when the server answers, as a job, and is told of', async () => {
    const { under, keyPair, id } = await waiting();
    await pass(60);
    expect(under.provider.looks).toBeGreaterThan(1);
    expect(serverOf(under, id).boundKeyPairId).toBeNull();
    under.provider.heal();
    under.provider.isUp = true;
    await pass(60);
    await until(() => serverOf(under, id).boundKeyPairId === keyPair.id);
    await pass(10);
    expect(serverOf(under, id)).toMatchObject({
      pending: null,
      status: 'running',
      passwordLogon: 'disabled',
    });
    expect(under.console.activity.list()[0]).toMatchObject({ kind: 'take-effect', keyPairName: 'web' });
    expect(under.pendingEnded).toEqual([{ serverName: 'web-1', problem: null, waitsForRestart: false }]);
    under.console.pendingWatch.stop();
  });

  it('is asked for ever less often, and never while it is stopped by a person', async () => {
    const { under } = await waiting();
    await pass(3600);
    expect(under.provider.looks).toBeLessThan(25);
    const { looks } = under.provider;
    under.console.pendingWatch.stop();
    await pass(3600);
    expect(under.provider.looks).toBe(looks);
  });

  it('is not waited for any longer when a refresh has seen it up', async () => {
    const { under, keyPair, id } = await waiting();
    await pass(1800);
    under.provider.heal();
    under.provider.isUp = true;
    under.provider.observation = { ...under.provider.observation, status: 'running' };
    await under.console.observer.refresh(id, {});
    await pass(6);
    await until(() => serverOf(under, id).boundKeyPairId === keyPair.id);
    under.console.pendingWatch.stop();
  });

  it('needs somebody where something has to be asked: said once, and not tried again', async () => {
    const { under, id } = await waiting();
    under.provider.isUp = true;
    under.provider.failOn('web-1.example', 'host-key-unknown', { type: 'ssh-ed25519', sha256: 'SHA256:x' });
    await pass(30);
    await until(() => under.store.jobs.list(under.regionId, 1)[0]?.state === 'finished');
    await pass(30);
    expect(serverOf(under, id)).toMatchObject({
      status: 'running',
      pending: { problem: 'host-key-unknown' },
    });
    expect(under.pendingEnded).toEqual([
      { serverName: 'web-1', problem: 'host-key-unknown', waitsForRestart: false },
    ]);
    const { looks } = under.provider;
    await pass(3600);
    expect(under.provider.looks).toBe(looks);
    expect(under.pendingEnded).toHaveLength(1);
    under.console.pendingWatch.stop();
  });

  it('starts no job where a password is not kept', async () => {
    const { under, id } = await waiting();
    await under.vault.remove({ kind: 'server-password', serverId: id });
    under.store.servers.update({ ...serverOf(under, id), logon: { kind: 'password', storage: 'ask' } });
    under.provider.isUp = true;
    const jobs = under.store.jobs.list(under.regionId, 9).length;
    await pass(60);
    expect(serverOf(under, id).pending?.problem).toBe('password-required');
    expect(under.store.jobs.list(under.regionId, 9)).toHaveLength(jobs);
    under.console.pendingWatch.stop();
  });

  it('takes effect in the way that was chosen, and what the next restart is needed for is told as that', async () => {
    const { under, keyPair, id } = await waiting('postpone');
    under.provider.heal();
    under.provider.isUp = true;
    await pass(30);
    await until(() => serverOf(under, id).boundKeyPairId === keyPair.id);
    expect(serverOf(under, id).pending).toMatchObject({ waitsFor: 'restart', effect: 'postpone' });
    await pass(10);
    expect(under.pendingEnded).toEqual([{ serverName: 'web-1', problem: null, waitsForRestart: true }]);
    under.console.pendingWatch.stop();
  });
});

/** A server whose restart did not come to its end in time, after which nobody knows it to be up. */
async function starting() {
  const under = consoleUnderTest();
  const { provider, console } = under;
  const { id } = await under.addServer('web-1');
  provider.failOn('web-1.example', 'restart-failed');
  const job = console.bindings.takeEffect([id], 'restart', []);
  await until(() => under.store.jobs.find(job.id)?.state === 'finished');
  expect(serverOf(under, id).status).toBe('starting');
  provider.heal();
  provider.isUp = false;
  console.pendingWatch.start();
  return { under, id };
}

describe('a server that is starting', () => {
  it('is running as soon as it answers, and told of, with nothing more done there', async () => {
    const { under, id } = await starting();
    const calls = under.provider.calls.length;
    const jobs = under.store.jobs.list(under.regionId, 9).length;
    await pass(20);
    expect(under.provider.looks).toBeGreaterThan(0);
    expect(serverOf(under, id).status).toBe('starting');
    under.provider.isUp = true;
    await pass(60);
    expect(serverOf(under, id)).toMatchObject({ status: 'running', pending: null });
    expect(under.serversChanged.at(-1)).toMatchObject({ id, status: 'running' });
    expect(under.provider.calls).toHaveLength(calls);
    expect(under.store.jobs.list(under.regionId, 9)).toHaveLength(jobs);
    expect(under.pendingEnded).toEqual([]);
    const { looks } = under.provider;
    await pass(3600);
    expect(under.provider.looks).toBe(looks);
    under.console.pendingWatch.stop();
  });

  it('is running also where what waits for it needs somebody, which is not told again', async () => {
    const { under, id } = await waiting();
    under.console.pendingWatch.stop();
    const { pending } = serverOf(under, id);
    if (!pending) throw new Error('nothing waits');
    const problem = 'password-required' as const;
    under.console.records.update(id, { status: 'starting', pending: { ...pending, problem } });
    const console = under.restart();
    under.provider.isUp = true;
    console.pendingWatch.start();
    await pass(10);
    expect(serverOf(under, id)).toMatchObject({ status: 'running', pending: { problem } });
    expect(under.pendingEnded).toEqual([]);
    console.pendingWatch.stop();
  });

  it('is asked for ever less often, and no longer when the watch has ended', async () => {
    const { under, id } = await starting();
    await pass(3600);
    expect(under.provider.looks).toBeLessThan(25);
    const { looks } = under.provider;
    under.console.pendingWatch.stop();
    under.provider.isUp = true;
    await pass(3600);
    expect(under.provider.looks).toBe(looks);
    expect(serverOf(under, id).status).toBe('starting');
  });

  it('stays as it is when the watch has ended before the answer came', async () => {
    const { under, id } = await starting();
    const { promise, resolve } = Promise.withResolvers<boolean>();
    under.provider.answers = () => promise;
    await pass(6);
    under.console.pendingWatch.stop();
    resolve(true);
    await pass(1);
    expect(serverOf(under, id).status).toBe('starting');
  });

  it('is not looked at during an action, which says itself what becomes of it', async () => {
    const { under, id } = await starting();
    under.provider.isUp = true;
    const letGo = under.provider.hold();
    const job = under.console.bindings.takeEffect([id], 'restart', []);
    await pass(60);
    expect(under.provider.looks).toBe(0);
    expect(serverOf(under, id).status).toBe('starting');
    letGo();
    await until(() => under.store.jobs.find(job.id)?.state === 'finished');
    expect(serverOf(under, id).status).toBe('running');
    under.console.pendingWatch.stop();
  });

  it('stays as it is when an action has begun before the answer came', async () => {
    const { under, id } = await starting();
    const { promise, resolve } = Promise.withResolvers<boolean>();
    under.provider.answers = () => promise;
    await pass(6);
    const letGo = under.provider.hold();
    const job = under.console.bindings.takeEffect([id], 'restart', []);
    await until(() => under.provider.calls.filter(({ action }) => action === 'take-effect').length === 2);
    resolve(true);
    await pass(1);
    expect(serverOf(under, id).status).toBe('starting');
    letGo();
    await until(() => under.store.jobs.find(job.id)?.state === 'finished');
    under.console.pendingWatch.stop();
  });

  it('in the practice region comes up by itself', async () => {
    const under = consoleUnderTest();
    const { id } = await under.console.regions.create('Practice', 'practice');
    const status = (): string | undefined =>
      under.store.servers.list(id).find(({ name }) => name === 'staging')?.status;
    under.console.pendingWatch.start();
    await pass(50);
    expect(status()).toBe('starting');
    await pass(100);
    expect(status()).toBe('running');
    under.console.pendingWatch.stop();
  });
});

it('a server that a change waits for keeps its status while somebody’s action is under way there', async () => {
  const { under, id } = await waiting();
  under.provider.heal();
  under.provider.isUp = true;
  const letGo = under.provider.hold();
  const action = under.console.observer.refresh(id, {});
  await pass(60);
  expect(serverOf(under, id).status).toBe('stopped');
  letGo();
  await action;
  under.console.pendingWatch.stop();
});
