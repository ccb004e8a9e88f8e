import { describe, expect, it } from 'vitest';
import type { HostKey } from '../../../electron/providers/provider.ts';
import type { LogonInput } from '../../../shared/model/logon-input.ts';
import { sampleHostKey } from '../../fakes/fake-provider.ts';
import { consoleUnderTest, serverOf } from './console-under-test.ts';

const entry = { name: 'web-1', host: 'web-1.example', port: 22, user: 'root' };
const agent: LogonInput = { kind: 'agent' };
const otherKey: HostKey = {
  type: 'ssh-ed25519',
  blob: 'AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  sha256: 'SHA256:other',
};

async function bound() {
  const under = consoleUnderTest();
  const { id } = await under.addServer('web-1');
  const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', { type: 'ed25519' });
  await under.finished(under.console.bindings.bind(keyPair.id, [id], 'reload', []));
  const edit = (change: Partial<typeof entry>, forgetBinding?: boolean) =>
    under.console.servers.edit(id, { ...entry, ...change }, agent, {
      evenIfUnreachable: true,
      forgetBinding,
    });
  const shows = (hostKey: HostKey | null) => {
    const status = hostKey ? 'running' : 'stopped';
    under.provider.observation = { ...under.provider.observation, hostKey, status, passwordLogon: 'unknown' };
  };
  return { under, keyPair, id, edit, shows };
}

describe('a server that is given another address', () => {
  it('is the same machine when it shows the same host key: what is bound stays', async () => {
    const { under, keyPair, id, edit, shows } = await bound();
    shows(sampleHostKey);
    await edit({ host: '203.0.113.9', port: 2222 });
    expect(serverOf(under, id)).toMatchObject({
      host: '203.0.113.9',
      boundKeyPairId: keyPair.id,
      passwordLogon: 'disabled',
    });
  });

  it.each([
    ['shows another host key', otherKey, 'other-host-key', { host: 'new.example' }],
    ['does not answer', null, 'not-seen', { host: 'new.example' }],
    ['is another account', sampleHostKey, 'other-user', { user: 'admin' }],
  ] as const)('that %s, is not taken for bound: refused first', async (_what, hostKey, reason, change) => {
    const { under, keyPair, id, edit, shows } = await bound();
    shows(hostKey);
    await expect(edit(change)).rejects.toMatchObject({
      code: 'server-moved',
      details: { reason, keyPair: 'web', server: 'web-1' },
    });
    expect(serverOf(under, id)).toMatchObject({ ...entry, boundKeyPairId: keyPair.id });
    await edit(change, true);
    expect(serverOf(under, id)).toMatchObject({ ...change, boundKeyPairId: null, pending: null });
    expect(under.store.keyPairs.find(keyPair.id)?.boundServerIds).toEqual([]);
  });

  it('knows nothing of another machine’s password logon, and all the same of the same machine’s', async () => {
    const { under, id, edit, shows } = await bound();
    shows(sampleHostKey);
    await edit({ user: 'admin' }, true);
    expect(serverOf(under, id).passwordLogon).toBe('disabled');
    shows(otherKey);
    await edit({ host: 'new.example', user: 'admin' });
    expect(serverOf(under, id).passwordLogon).toBe('unknown');
  });

  it('keeps everything when the address stays', async () => {
    const { under, keyPair, id, edit, shows } = await bound();
    shows(null);
    await edit({ name: 'renamed', host: 'WEB-1.example' });
    expect(serverOf(under, id)).toMatchObject({ name: 'renamed', boundKeyPairId: keyPair.id });
  });

  it('another machine is not asked for what was cut off on the former one', async () => {
    const { under, keyPair, id, edit, shows } = await bound();
    const { store } = under;
    const [job] = store.jobs.list(under.regionId, 1);
    store.journal.begin({
      ...{ serverId: id, jobId: job?.id as never, kind: 'bind', keyPairId: keyPair.id },
      ...{ formerKeyPairId: null, effect: 'reload', hadLine: null, since: 1 },
    });
    shows(otherKey);
    await edit({ host: 'new.example' }, true);
    expect(store.journal.find(id)).toBeUndefined();
  });
});
