import type { Server } from '../../../shared/model/server.ts';
import { describe, expect, it } from 'vitest';
import type { LogonInput } from '../../../shared/model/logon-input.ts';
import { sampleHostKey } from '../../fakes/fake-provider.ts';
import { consoleUnderTest, serverOf } from './console-under-test.ts';

const entry = { name: 'web-1', host: 'web-1.example', port: 22, user: 'root' };
const password: LogonInput = { kind: 'password', password: 'correct horse', keep: true };
const options = { evenIfUnreachable: false };

describe('host keys', () => {
  it('T1: pins a new host key only when it is the one that was accepted', async () => {
    const under = consoleUnderTest();
    const { id } = await under.console.servers.add(under.regionId, entry, password, options);
    under.store.hostKeys.pin({
      host: entry.host,
      port: 22,
      type: 'ssh-ed25519',
      blob: 'b2xk',
      acceptedAt: 1,
    });
    const other = { type: 'ssh-ed25519', sha256: 'SHA256:other' };
    await expect(under.console.observer.acceptHostKey(id, other)).rejects.toMatchObject({
      code: 'host-key-changed',
    });
    expect(under.store.hostKeys.list(entry.host, 22)).toMatchObject([{ blob: 'b2xk' }]);
    await under.console.observer.acceptHostKey(id, {
      type: sampleHostKey.type,
      sha256: sampleHostKey.sha256,
    });
    expect(under.store.hostKeys.list(entry.host, 22)).toMatchObject([{ blob: sampleHostKey.blob }]);
  });

  it('T1: a machine that shows another one is not said to be running, until it was accepted or matches again', async () => {
    const under = consoleUnderTest();
    const { id } = await under.console.servers.add(under.regionId, entry, password, options);
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', { type: 'ed25519' });
    const changed = { status: 'unknown', statusProblem: 'host-key-changed' };
    const fine = { status: 'running', statusProblem: null };
    under.provider.failOn(entry.host, 'host-key-changed');
    await expect(under.console.observer.refresh(id, {})).rejects.toThrow();
    expect(serverOf(under, id)).toMatchObject(changed);
    under.provider.heal();
    await under.console.observer.refresh(id, {});
    expect(serverOf(under, id)).toMatchObject(fine);

    under.provider.failOn(entry.host, 'host-key-changed');
    const job = await under.finished(under.console.bindings.bind(keyPair.id, [id], 'reload', []));
    expect(job.results).toMatchObject([{ state: 'failed', error: { code: 'host-key-changed' } }]);
    expect(serverOf(under, id)).toMatchObject(changed);
    under.provider.heal();
    await under.console.observer.acceptHostKey(id, sampleHostKey);
    expect(serverOf(under, id)).toMatchObject(fine);

    under.provider.failOn(entry.host, 'host-key-changed');

    await expect(under.console.authorizedKeys.list(id, {})).rejects.toThrow();
    expect(serverOf(under, id)).toMatchObject(changed);
    under.provider.heal();
    await under.finished(under.console.bindings.bind(keyPair.id, [id], 'reload', []));
    expect(serverOf(under, id)).toMatchObject({ ...fine, boundKeyPairId: keyPair.id });
  });

  it('says which are accepted: the pinned ones, else those that the SSH client knows', async () => {
    const under = consoleUnderTest();
    under.console.servers.addUnseen(under.regionId, [{ entry, logon: { kind: 'agent' } }]);
    const [{ id }] = under.console.servers.list(under.regionId) as readonly [Server];
    expect(await under.console.observer.knownHostKeys(id)).toEqual([]);
    under.knownHosts.keys.push({ type: 'ssh-rsa', blob: 'a25vd24=' });
    const [known] = await under.console.observer.knownHostKeys(id);
    expect(known).toEqual({ type: 'ssh-rsa', sha256: 'SHA256:cRf/8tD9KURis8gCt8uHU1efI/OUa5nPVfOOhz8BPxA' });
    under.console.observer.pin(entry, sampleHostKey);
    expect((await under.console.observer.knownHostKeys(id)).map(({ type }) => type)).toEqual([
      sampleHostKey.type,
    ]);
  });

  it('passes on what the SSH client knows, until a key is pinned; a revoked one stays revoked', async () => {
    const under = consoleUnderTest();
    under.knownHosts.keys.push({ type: 'ssh-ed25519', blob: 'a25vd24=' });
    under.knownHosts.revoked.push({ type: 'ssh-ed25519', blob: 'cmV2b2tlZA==' });
    const { id } = await under.console.servers.add(under.regionId, entry, password, options);
    await under.console.observer.refresh(id, {});
    const [first, second] = under.provider.calls.map(({ target }) => target);
    expect(first).toMatchObject({
      knownHostKeys: [{ blob: 'a25vd24=' }],
      revokedHostKeys: [{ blob: 'cmV2b2tlZA==' }],
    });
    expect(second).toMatchObject({
      knownHostKeys: [{ blob: sampleHostKey.blob }],
      revokedHostKeys: [{ blob: 'cmV2b2tlZA==' }],
    });
  });
});
