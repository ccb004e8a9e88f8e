import { describe, expect, it } from 'vitest';
import type {
  ActionContext,
  BindChange,
  Outcome,
  ServerTarget,
} from '../../../electron/providers/provider.ts';
import { AppError } from '../../../shared/ipc/result.ts';
import type { Job } from '../../../shared/model/job.ts';
import type { KeyPair } from '../../../shared/model/key-pair.ts';
import { consoleUnderTest, serverOf, type ConsoleUnderTest } from './console-under-test.ts';

async function newKeyPair({ console, regionId }: ConsoleUnderTest): Promise<KeyPair> {
  return (await console.keyPairs.create(regionId, 'web', { type: 'ed25519' })).keyPair;
}

/** Binds that go on until they are cancelled, and then put back what they have done, or not. */
function bindUntilCancelled({ provider }: ConsoleUnderTest, whenCancelled: () => Outcome): void {
  provider.bind = async (_target: ServerTarget, _change: BindChange, { signal, onStep }: ActionContext) => {
    onStep('add-line');
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    onStep('roll-back');
    return whenCancelled();
  };
}

async function cancelled(under: ConsoleUnderTest, count: number): Promise<Job> {
  const keyPair = await newKeyPair(under);
  const ids = [];
  for (let number = 1; number <= count; number += 1)
    ids.push((await under.addServer(`web-${String(number)}`)).id);
  const job = under.console.bindings.bind(keyPair.id, ids, 'reload', []);
  await new Promise((resolve) => setTimeout(resolve, 50));
  under.console.bindings.cancel(job.id);
  return under.finished(job);
}

describe('cancelling a job', () => {
  it('does not begin what waits, and puts back what is under way', async () => {
    const under = consoleUnderTest();
    under.console.settings.change({ serversAtOnce: 2 });
    bindUntilCancelled(under, () => {
      throw new AppError('cancelled', { rolledBack: true });
    });
    const { state, results } = await cancelled(under, 4);
    expect(state).toBe('finished');
    expect(results.map((result) => result.state)).toEqual(Array(4).fill('cancelled'));
    expect(results[0]?.error).toEqual({
      code: 'cancelled',
      details: { rolledBack: true },
      step: 'add-line',
    });
    expect(results[3]).toMatchObject({ error: null, startedAt: null });
    expect(under.store.journal.list()).toEqual([]);
    expect(under.console.isIdle()).toBe(true);
  });

  it('says so where something was done nevertheless, or could not be put back', async () => {
    const under = consoleUnderTest();
    let turn = 0;
    bindUntilCancelled(under, () => {
      turn += 1;
      if (turn === 1) return { passwordLogon: 'disabled', proven: true, pending: false };
      throw new AppError('rollback-failed', { because: 'cancelled' });
    });
    const { results } = await cancelled(under, 2);
    expect(results).toMatchObject([
      { state: 'succeeded', proven: true },
      { state: 'failed', error: { code: 'rollback-failed' } },
    ]);
    const [first, second] = results;
    if (!first || !second) throw new Error('two results');
    expect(serverOf(under, first.serverId).boundKeyPairId).not.toBeNull();
    expect(under.store.journal.find(second.serverId)).toBeDefined();
  });

  it('can be tried again afterwards', async () => {
    const under = consoleUnderTest();
    const { provider } = under;
    const bind = provider.bind.bind(provider);
    bindUntilCancelled(under, () => {
      throw new AppError('cancelled', {});
    });
    const job = await cancelled(under, 3);
    provider.bind = bind;
    const again = await under.finished(under.console.bindings.retry(job.id, []));
    expect(again.results.map(({ state }) => state)).toEqual(Array(3).fill('succeeded'));
  });

  it('leaves a job as it is that has ended, and knows one that was never there', async () => {
    const under = consoleUnderTest();
    const keyPair = await newKeyPair(under);
    const { id } = await under.addServer('web-1');
    const job = await under.finished(under.console.bindings.bind(keyPair.id, [id], 'reload', []));
    expect(under.console.bindings.cancel(job.id)).toEqual(job);
    const [other] = consoleUnderTest().jobs;
    expect(other).toBeUndefined();
    const unknown = { ...job, id: keyPair.id as unknown as Job['id'] };
    expect(() => under.console.bindings.cancel(unknown.id)).toThrow('job-not-found');
  });

  it('is not what a server is said to have done that took too long', async () => {
    const under = consoleUnderTest();
    const keyPair = await newKeyPair(under);
    const { id } = await under.addServer('web-1');
    under.provider.failOn('web-1.example', 'cancelled');
    const job = await under.finished(under.console.bindings.bind(keyPair.id, [id], 'reload', []));
    expect(job.results).toMatchObject([{ state: 'failed', error: { code: 'server-timeout' } }]);
  });
});

describe('trying again', () => {
  it('goes to the servers that are named, when they have failed', async () => {
    const under = consoleUnderTest();
    const keyPair = await newKeyPair(under);
    const servers = [];
    for (const name of ['a', 'b', 'c']) servers.push(await under.addServer(name));
    const [first, second, third] = servers.map(({ id }) => id);
    if (!first || !second || !third) throw new Error('three servers');
    under.provider.failOn('a.example', 'proof-failed');
    under.provider.failOn('b.example', 'proof-failed');
    const { bindings } = under.console;
    const job = await under.finished(bindings.bind(keyPair.id, [first, second, third], 'reload', []));
    under.provider.heal();
    expect(() => bindings.retry(job.id, [], { serverIds: [first, third] })).toThrow('job-not-retryable');
    const again = await under.finished(bindings.retry(job.id, [], { serverIds: [second] }));
    expect(again.results).toMatchObject([{ serverName: 'b', state: 'succeeded' }]);
  });

  it('A9: takes the last way in away only when that is said', async () => {
    const under = consoleUnderTest();
    const keyPair = await newKeyPair(under);
    const { id } = await under.addServer('web-1');
    const { bindings } = under.console;
    await under.finished(bindings.bind(keyPair.id, [id], 'reload', []));
    under.provider.failOn('web-1.example', 'last-way-in');
    const refused = await under.finished(bindings.unbind(keyPair.id, [id], 'reload', false, []));
    await under.finished(bindings.retry(refused.id, []));
    expect(under.provider.calls.at(-1)?.change).toMatchObject({ evenIfLastWayIn: false });
    await under.finished(bindings.retry(refused.id, [], { evenIfLastWayIn: true }));
    expect(under.provider.calls.at(-1)?.change).toMatchObject({ evenIfLastWayIn: true });
  });
});
