import { describe, expect, it, vi } from 'vitest';
import type { LogonInput } from '../../../shared/model/logon-input.ts';
import { sampleHostKey } from '../../fakes/fake-provider.ts';
import { codeOf, consoleUnderTest, serverOf, type ConsoleUnderTest } from './console-under-test.ts';

const entry = { name: 'web-1', host: 'web-1.example', port: 22, user: 'root' };
const password: LogonInput = { kind: 'password', password: 'correct horse', keep: true };
const options = { evenIfUnreachable: false };

describe('adding a server', () => {
  it('keeps the password in the keychain, pins the host key and records what was seen', async () => {
    const under = consoleUnderTest();
    const server = await under.console.servers.add(under.regionId, entry, password, options);
    expect(server).toMatchObject({
      ...entry,
      status: 'running',
      os: { kind: 'linux' },
      passwordLogon: 'enabled',
      logon: { kind: 'password', storage: 'keychain' },
    });
    expect(await under.vault.read({ kind: 'server-password', serverId: server.id })).toBe('correct horse');
    expect(under.store.hostKeys.list(entry.host, 22)).toMatchObject([{ blob: sampleHostKey.blob }]);
    expect(JSON.stringify(server)).not.toContain('correct horse');
  });

  it.each([
    [{ name: '' }, 'server-name-invalid'],
    [{ name: 'web\n1' }, 'server-name-invalid'],
    [{ host: '-oProxyCommand=x' }, 'server-host-invalid'],
    [{ host: 'a b' }, 'server-host-invalid'],
    [{ port: 0 }, 'server-port-invalid'],
    [{ port: 65536 }, 'server-port-invalid'],
    [{ user: '-l' }, 'server-user-invalid'],
    [{ user: 'root;id' }, 'server-user-invalid'],
  ])('C12: refuses %j before anything is sent', async (wrong, code) => {
    const under = consoleUnderTest();
    const work = under.console.servers.add(under.regionId, { ...entry, ...wrong }, password, options);
    await expect(work).rejects.toMatchObject({ code });
    expect(under.provider.calls).toEqual([]);
  });

  it.each(['host-key-unknown', 'password-wrong', 'server-not-linux'] as const)(
    'saves nothing on %s',
    async (code) => {
      const under = consoleUnderTest();
      under.provider.failOn(entry.host, code);
      const work = under.console.servers.add(under.regionId, entry, password, options);
      await expect(work).rejects.toMatchObject({ code });
      expect(under.console.servers.list(under.regionId)).toEqual([]);
      expect(under.vault.secrets.size).toBe(0);
    },
  );

  it('refuses a machine that is not Linux', async () => {
    const under = consoleUnderTest();
    under.provider.observation = { ...under.provider.observation, os: { kind: 'windows', name: 'Windows' } };
    const work = under.console.servers.add(under.regionId, entry, password, options);
    await expect(work).rejects.toMatchObject({ code: 'server-not-linux', details: { os: 'Windows' } });
  });

  it('adds one that does not answer only when told to', async () => {
    const under = consoleUnderTest();
    under.provider.observation = {
      status: 'stopped',
      os: { kind: 'unknown', name: '' },
      passwordLogon: 'unknown',
      hostKey: null,
    };
    const add = (evenIfUnreachable: boolean): Promise<unknown> =>
      under.console.servers.add(under.regionId, entry, password, { evenIfUnreachable });
    await expect(add(false)).rejects.toMatchObject({ code: 'server-unreachable' });
    await expect(add(true)).resolves.toMatchObject({ status: 'stopped' });
  });

  it('refuses a name and an address that are taken', async () => {
    const under = consoleUnderTest();
    await under.console.servers.add(under.regionId, entry, password, options);
    await expect(
      under.console.servers.add(under.regionId, { ...entry, host: 'other' }, password, options),
    ).rejects.toMatchObject({ code: 'server-name-taken' });
    await expect(
      under.console.servers.add(under.regionId, { ...entry, name: 'other' }, password, options),
    ).rejects.toMatchObject({ code: 'server-address-taken' });
  });

  it('saves no server when the keychain refuses its password', async () => {
    const under = consoleUnderTest();
    under.vault.state = 'locked';
    const work = under.console.servers.add(under.regionId, entry, password, options);
    await expect(work).rejects.toMatchObject({ code: 'keychain-locked' });
    expect(under.console.servers.list(under.regionId)).toEqual([]);
  });
});

type Held = [
  string,
  hold: (under: ConsoleUnderTest) => () => void,
  isReached: (under: ConsoleUnderTest) => boolean,
];

describe('calling off a save', () => {
  it.each([
    ['connects', (under) => under.provider.hold(), ({ provider }) => provider.calls.length > 0],
    ['writes to the keychain', holdWrites, ({ store }) => store.keychainIntents.list().length > 0],
  ] satisfies Held[])(
    'adds nothing and keeps no password when it is called off while it %s',
    async (_what, hold, isReached) => {
      const under = consoleUnderTest();
      const call = new AbortController();
      const release = hold(under);
      const cancellable = { ...options, signal: call.signal };
      const work = under.console.servers.add(under.regionId, entry, password, cancellable);
      const refused = expect(work).rejects.toMatchObject({ code: 'cancelled' });
      await vi.waitUntil(() => isReached(under));
      call.abort();
      release();
      await refused;
      expect(under.console.servers.list(under.regionId)).toEqual([]);
      expect(under.vault.secrets.size).toBe(0);
      expect(under.store.hostKeys.list(entry.host, 22)).toEqual([]);
      expect(under.store.keychainIntents.list()).toEqual([]);
    },
  );

  it('leaves the record and its password as they were, and does not even connect when its turn comes late', async () => {
    const under = consoleUnderTest();
    const before = await under.console.servers.add(under.regionId, entry, password, options);
    const callsBefore = under.provider.calls.length;
    const cancelled = { ...options, signal: AbortSignal.abort() };
    const other: LogonInput = { kind: 'password', password: 'another', keep: true };
    const work = under.console.servers.edit(before.id, { ...entry, name: 'web-2' }, other, cancelled);
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    expect(serverOf(under, before.id)).toEqual(before);
    expect(await under.vault.read({ kind: 'server-password', serverId: before.id })).toBe('correct horse');
    expect(under.provider.calls).toHaveLength(callsBefore);
  });
});

/** The keychain writes nothing until the returned function is called. */
function holdWrites({ vault }: ConsoleUnderTest): () => void {
  const write = vault.write.bind(vault);
  const gate = Promise.withResolvers<undefined>();
  vault.write = async (ref, secret) => {
    await gate.promise;
    await write(ref, secret);
  };
  return () => gate.resolve(undefined);
}

describe('editing and removing a server', () => {
  it('keeps the way to log on when none is given', async () => {
    const under = consoleUnderTest();
    const { id } = await under.console.servers.add(under.regionId, entry, password, options);
    const edited = await under.console.servers.edit(id, { ...entry, name: 'web-2' }, undefined, options);
    expect(edited).toMatchObject({ name: 'web-2', logon: { kind: 'password', storage: 'keychain' } });
    expect(await under.vault.read({ kind: 'server-password', serverId: id })).toBe('correct horse');
  });

  it('does not need the machine for another name alone', async () => {
    const under = consoleUnderTest();
    const asked = { ...password, keep: false };
    const added = await under.console.servers.add(under.regionId, entry, asked, options);
    under.provider.failOn(entry.host, 'server-not-linux');
    const renamed = { ...entry, name: 'web-2' };
    const mustAnswer = { evenIfUnreachable: false };
    const edited = await under.console.servers.edit(added.id, renamed, undefined, mustAnswer);
    expect(edited).toEqual({ ...added, name: 'web-2' });
    expect(under.serversChanged.at(-1)).toEqual(edited);
    const moved = under.console.servers.edit(added.id, { ...renamed, port: 2222 }, undefined, mustAnswer);
    expect(await codeOf(moved)).toBe('password-required');
    await under.addServer('other', 'other.example');
    const taken = under.console.servers.edit(added.id, { ...entry, name: 'other' }, undefined, mustAnswer);
    expect(await codeOf(taken)).toBe('server-name-taken');
  });

  it('gives no other name once that was cancelled', async () => {
    const under = consoleUnderTest();
    const { id } = await under.console.servers.add(under.regionId, entry, password, options);
    const cancelled = { ...options, signal: AbortSignal.abort() };
    const renaming = under.console.servers.edit(id, { ...entry, name: 'web-2' }, undefined, cancelled);
    expect(await codeOf(renaming)).toBe('cancelled');
    expect(serverOf(under, id).name).toBe(entry.name);
  });

  it('forgets the kept password when another way to log on replaces it', async () => {
    const under = consoleUnderTest();
    const { id } = await under.console.servers.add(under.regionId, entry, password, options);
    await under.console.servers.edit(id, entry, { kind: 'agent' }, options);
    expect(serverOf(under, id).logon).toEqual({ kind: 'agent' });
    expect(under.vault.secrets.size).toBe(0);
    expect(under.store.keychainIntents.list()).toEqual([]);
  });

  it('keeps the old password when the new one is wrong', async () => {
    const under = consoleUnderTest();
    const { id } = await under.console.servers.add(under.regionId, entry, password, options);
    under.provider.failOn(entry.host, 'password-wrong');
    const wrong: LogonInput = { kind: 'password', password: 'wrong', keep: true };
    await expect(under.console.servers.edit(id, entry, wrong, options)).rejects.toMatchObject({
      code: 'password-wrong',
    });
    expect(await under.vault.read({ kind: 'server-password', serverId: id })).toBe('correct horse');
  });

  it('removes the kept password with the server', async () => {
    const under = consoleUnderTest();
    const { id } = await under.console.servers.add(under.regionId, entry, password, options);
    await under.console.servers.remove(id);
    expect(under.console.servers.list(under.regionId)).toEqual([]);
    expect(under.vault.secrets.size).toBe(0);
  });

  it('removes the server also while the keychain is locked, and its password at the next start', async () => {
    const under = consoleUnderTest();
    const { id } = await under.console.servers.add(under.regionId, entry, password, options);
    under.vault.state = 'locked';
    await under.console.servers.remove(id);
    under.vault.state = 'unlocked';
    expect(under.vault.secrets.size).toBe(1);
    const notices = await under.restart().checkAtStart();
    expect(notices).toMatchObject([{ code: 'orphans-removed' }]);
    expect(under.vault.secrets.size).toBe(0);
  });
});

/** From the commit on that changed the server, nothing of this process reaches the store or the keychain. */
function killAfterCommit({ store, vault }: ConsoleUnderTest, isChanged: () => boolean) {
  const [transaction, remove] = [store.transaction.bind(store), vault.remove.bind(vault)];
  const death = Promise.withResolvers<undefined>();
  store.transaction = (work) => {
    const result = transaction(work);
    if (!isChanged()) return result;
    vault.remove = () => new Promise(() => undefined);
    death.resolve(undefined);
    throw new Error('killed');
  };
  return {
    death: death.promise,
    restore: () => {
      Object.assign(store, { transaction });
      Object.assign(vault, { remove });
    },
  };
}

describe('a kill right after the commit of an edit', () => {
  const keyFile = {
    kind: 'key-file',
    path: import.meta.filename,
    passphrase: 'open sesame',
    keep: true,
  } as const;

  it.each<[string, LogonInput, LogonInput, readonly string[]]>([
    ['by one that keeps nothing', password, { kind: 'agent' }, []],
    ['by one that keeps another secret', keyFile, password, ['correct horse']],
  ])('K9: a secret that was replaced %s is no orphan for ever', async (_, before, after, kept) => {
    const under = consoleUnderTest();
    const { id } = await under.console.servers.add(under.regionId, entry, password, options);
    if (before !== password) await under.console.servers.edit(id, entry, before, options);
    const { death, restore } = killAfterCommit(under, () => serverOf(under, id).logon.kind === after.kind);
    under.console.servers.edit(id, entry, after, options).catch(() => undefined);
    await death;
    restore();
    expect(await under.restart().checkAtStart()).toMatchObject([{ code: 'orphans-removed' }]);
    expect([...under.vault.secrets.values()]).toEqual(kept);
    expect(under.store.keychainIntents.list()).toEqual([]);
  });
});

describe('a server that something is done with', () => {
  it('never sends a kept password to another address', async () => {
    const under = consoleUnderTest();
    const { id } = await under.console.servers.add(under.regionId, entry, password, options);
    const asked = under.provider.calls.length;
    const moved = { ...entry, host: 'evil.example' };
    await expect(under.console.servers.edit(id, moved, undefined, options)).rejects.toMatchObject({
      code: 'password-required',
    });
    expect(under.provider.calls).toHaveLength(asked);
    await under.console.servers.edit(id, moved, { ...password, password: 'the new one' }, options);
    expect(under.provider.calls.at(-1)?.target).toMatchObject({
      host: 'evil.example',
      credentials: [{ kind: 'password', password: 'the new one' }],
    });
  });

  it('is not edited, removed or read while an action is under way on it', async () => {
    const under = consoleUnderTest();
    const { id } = await under.console.servers.add(under.regionId, entry, password, options);
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', { type: 'ed25519' });
    const release = under.provider.hold();
    const job = under.console.bindings.bind(keyPair.id, [id], 'reload', []);
    const busy = { code: 'server-busy' };
    await expect(under.console.servers.edit(id, entry, undefined, options)).rejects.toMatchObject(busy);
    await expect(under.console.servers.remove(id)).rejects.toMatchObject(busy);
    await expect(under.console.observer.refresh(id, {})).rejects.toMatchObject(busy);
    release();
    expect((await under.finished(job)).results[0]?.state).toBe('succeeded');
  });
});
