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
    expect(under.pendingEnded).toEqual([['web-1', null]]);
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
    expect(under.pendingEnded).toEqual([['web-1', 'host-key-unknown']]);
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

  it('takes effect in the way that was chosen', async () => {
    const { under, keyPair, id } = await waiting('postpone');
    under.provider.heal();
    under.provider.isUp = true;
    await pass(30);
    await until(() => serverOf(under, id).boundKeyPairId === keyPair.id);
    expect(serverOf(under, id).pending).toMatchObject({ waitsFor: 'restart', effect: 'postpone' });
    under.console.pendingWatch.stop();
  });
});
