import { describe, expect, it } from 'vitest';
import { consoleUnderTest, serverOf } from './console-under-test.ts';

async function bound() {
  const under = consoleUnderTest();
  const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', { type: 'ed25519' });
  const { id } = await under.addServer('web-1');
  await under.finished(under.console.bindings.bind(keyPair.id, [id], 'reload', []));
  const inspect = async () => (await under.finished(under.console.bindings.inspect([id], []))).results[0];
  const repair = async () =>
    (await under.finished(under.console.bindings.repair([id], 'reload', []))).results[0];
  const find = (found: Partial<typeof under.provider.inspection>) => {
    under.provider.inspection = { ...under.provider.inspection, ...found };
  };
  return { under, keyPair, id, inspect, repair, find };
}

const unknown = {
  ...{ path: '/root/.ssh/authorized_keys', line: 1, digest: '0'.repeat(64), type: 'ssh-ed25519', bits: 256 },
  ...{ sha256: 'SHA256:x', comment: 'x', options: '', restrictions: [], publicKey: 'ssh-ed25519 AAAA' },
};

describe('verifying servers', () => {
  it('keeps what was found with the server and with the job, and survives a restart', async () => {
    const { under, id, inspect, find } = await bound();
    find({ binding: 'line-shadowed', keys: [unknown], command: '/usr/bin/keys' });
    const result = await inspect();
    expect(result).toMatchObject({
      state: 'succeeded',
      drift: {
        binding: 'line-shadowed',
        isPasswordLogonBack: false,
        unknownKeys: 1,
        hasKeysCommand: true,
      },
    });
    expect(serverOf(under, id).drift).toEqual(result?.drift);
    expect(under.console.activity.list()[0]).toMatchObject({ kind: 'inspect', outcome: 'succeeded' });
  });

  it('does not call the region’s own key pairs unknown', async () => {
    const { keyPair, inspect, find } = await bound();
    const publicKey = keyPair.publicKey.line.split(' ').slice(0, 2).join(' ');
    find({ keys: [{ ...unknown, publicKey }] });
    expect((await inspect())?.drift).toMatchObject({ binding: 'bound', unknownKeys: 0 });
  });

  it('says why a server can’t be checked, and keeps what was found before', async () => {
    const { under, id, inspect, find } = await bound();
    find({ binding: 'line-missing' });
    await inspect();
    under.provider.failOn('web-1.example', 'server-unreachable');
    expect(await inspect()).toMatchObject({
      state: 'failed',
      drift: null,
      error: { code: 'server-unreachable' },
    });
    expect(serverOf(under, id).drift).toMatchObject({ binding: 'line-missing' });
  });

  it('password logon that is back stays found until it is off, or on purpose', async () => {
    const { under, id, inspect, find } = await bound();
    find({ passwordLogon: 'enabled' });
    expect((await inspect())?.drift?.isPasswordLogonBack).toBe(true);
    expect((await inspect())?.drift?.isPasswordLogonBack).toBe(true);
    await under.finished(under.console.bindings.enablePasswordLogon(id, 'reload', {}));
    expect(serverOf(under, id)).toMatchObject({ passwordLogon: 'enabled', drift: null });
    expect((await inspect())?.drift?.isPasswordLogonBack).toBe(false);
  });

  it('a refresh notices it too, and that it is off again', async () => {
    const { under, id } = await bound();
    await under.console.observer.refresh(id, {});
    expect(serverOf(under, id).drift).toMatchObject({ binding: null, isPasswordLogonBack: true });
    under.provider.observation = { ...under.provider.observation, passwordLogon: 'disabled' };
    await under.console.observer.refresh(id, {});
    expect(serverOf(under, id).drift?.isPasswordLogonBack).toBe(false);
  });

  it('repairs by binding what is bound again, as a bind in the journal, and the mark is gone', async () => {
    const { under, keyPair, id, inspect, repair, find } = await bound();
    find({ binding: 'line-changed', passwordLogon: 'enabled' });
    await inspect();
    const release = under.provider.hold();
    const repaired = repair();
    await expect
      .poll(() => under.store.journal.find(id))
      .toMatchObject({ kind: 'bind', keyPairId: keyPair.id });
    release();
    expect(await repaired).toMatchObject({ state: 'succeeded', proven: true });
    expect(under.provider.calls.at(-1)?.change).toMatchObject({
      repairs: true,
      formerKeyPair: null,
      keyPair: { publicLine: keyPair.publicKey.line },
    });
    expect(serverOf(under, id)).toMatchObject({ drift: null, passwordLogon: 'disabled' });
    expect(under.store.journal.find(id)).toBeUndefined();
  });

  it('an ordinary bind never takes options off a line', async () => {
    const { under } = await bound();
    expect(under.provider.calls.findLast(({ action }) => action === 'bind')?.change).toMatchObject({
      repairs: false,
    });
  });

  it('T6: waits in a job where too many logons have just failed; one look by itself says so', async () => {
    const { under, id, inspect } = await bound();
    under.provider.areAttemptsSpent = true;
    expect(await inspect()).toMatchObject({ state: 'succeeded' });
    const refreshed = await under.finished(under.console.bindings.refresh([id], []));
    expect(refreshed.results).toMatchObject([{ state: 'succeeded' }]);
    await expect(under.console.observer.refresh(id, {})).rejects.toThrow('logon-attempts-spent');
  });

  it('has nothing to repair where nothing is bound', async () => {
    const under = consoleUnderTest();
    const { id } = await under.addServer('web-1');
    const [result] = (await under.finished(under.console.bindings.repair([id], 'reload', []))).results;
    expect(result?.error?.code).toBe('key-pair-not-bound');
  });

  it('retries for those that could not be checked alone', async () => {
    const { under, id } = await bound();
    const other = await under.addServer('web-2');
    under.provider.failOn('web-2.example', 'server-timeout');
    const first = await under.finished(under.console.bindings.inspect([id, other.id], []));
    under.provider.heal();
    const again = await under.finished(under.console.bindings.retry(first.id, []));
    expect(again).toMatchObject({ kind: 'inspect', results: [{ serverId: other.id, state: 'succeeded' }] });
  });
});
