import { describe, expect, it } from 'vitest';
import { headAccount, unlockedMark } from '../../../electron/keychain/account-name.ts';
import { KeytarVault } from '../../../electron/keychain/keytar-vault.ts';
import { AppError } from '../../../shared/ipc/result.ts';
import { MemoryBackend } from '../../fakes/memory-backend.ts';
import { otherRef, pemOfLength, ref, rsaPem } from './secrets.ts';

const big = pemOfLength(6390);

function start(entries: ReadonlyMap<string, string> = new Map()) {
  const backend = new MemoryBackend();
  for (const [account, value] of entries) backend.entries.set(account, value);
  return { backend, vault: new KeytarVault({ backend, timeoutMs: 10_000 }) };
}

const begin = () => undefined;
const accountsOf = (backend: MemoryBackend) =>
  [...backend.entries.keys()].filter((name) => name !== unlockedMark);

describe('a secret that is new', () => {
  it('K7: is written once and read back, and nothing is done after it', async () => {
    const { backend, vault } = start();
    expect(await vault.has(otherRef)).toBe(false);
    const pem = rsaPem(2048);
    backend.calls.length = 0;
    await vault.add(ref, pem, () => backend.calls.push('begin'));
    const account = headAccount(ref);
    expect(backend.calls).toEqual([`get ${unlockedMark}`, 'begin', `set ${account}`, `get ${account}`]);
    expect(vault.isBusy).toBe(false);
    expect(await vault.read(ref)).toBe(pem);
  });

  it('K7: one of several entries comes back as it was', async () => {
    const { vault } = start();
    await vault.add(ref, big, begin);
    expect(await vault.read(ref)).toBe(big);
  });

  it('K8: what the keychain alters is no success, and goes again', async () => {
    const { backend, vault } = start();
    backend.alter = (value) => (value.startsWith('latchkey') ? value.slice(0, -1) : value);
    await expect(vault.add(ref, 'secret', begin)).rejects.toThrow(new AppError('keychain-failed'));
    expect(accountsOf(backend)).toEqual([]);
  });

  it.each(['', 'a\0b', '\uD83D'])('K8: what a keychain would alter is refused: %j', async (secret) => {
    const { backend, vault } = start();
    await expect(vault.add(ref, secret, begin)).rejects.toThrow(new AppError('secret-unsupported'));
    expect(backend.calls).toEqual([]);
  });

  it('K3, K6: a locked keychain refuses it before it has begun', async () => {
    const { backend, vault } = start();
    backend.isLocked = true;
    let hasBegun = false;
    const added = vault.add(ref, 'secret', () => (hasBegun = true));
    await expect(added).rejects.toThrow(new AppError('keychain-locked'));
    expect([hasBegun, accountsOf(backend)]).toEqual([false, []]);
  });

  it('K9: is not written when beginning fails', async () => {
    const { backend, vault } = start();
    const full = new AppError('disk-full');
    const added = vault.add(ref, 'secret', () => {
      throw full;
    });
    await expect(added).rejects.toThrow(full);
    expect(accountsOf(backend)).toEqual([]);
  });

  it('K5: has not been written when a prompt is answered too late', async () => {
    const backend = new MemoryBackend();
    const vault = new KeytarVault({ backend, timeoutMs: 20 });
    const prompt = Promise.withResolvers<undefined>();
    const set = backend.setPassword.bind(backend);
    backend.setPassword = (account, value) => prompt.promise.then(() => set(account, value));
    await expect(vault.add(ref, 'secret', begin)).rejects.toThrow(new AppError('keychain-timeout'));
    prompt.resolve(undefined);
    await expect.poll(() => vault.isBusy).toBe(false);
    expect(await vault.has(ref)).toBe(false);
  });

  it('K7: killed after any single write, nothing of it can be read, or all of it, and a removal takes it away', async () => {
    const found: string[] = [];
    for (let writes = 1; writes <= 4; writes += 1) {
      const { backend, vault } = start();
      expect(await vault.has(otherRef)).toBe(false);
      backend.writesLeft = writes;
      await vault.add(ref, big, begin).catch(() => undefined);
      const next = start(backend.entries);
      found.push(await next.vault.read(ref).catch((error: unknown) => (error as AppError).code));
      await next.vault.remove(ref);
      expect(accountsOf(next.backend)).toEqual([]);
    }
    const missing = 'keychain-entry-missing';
    expect(found).toEqual([missing, missing, missing, big]);
  });
});

describe('the mark by which an unlocked keychain is known', () => {
  it('K3: is written once a run, and read afterwards', async () => {
    const { backend, vault } = start();
    for (let call = 0; call < 3; call += 1) expect(await vault.has(ref)).toBe(false);
    expect(backend.calls.filter((call) => call === `set ${unlockedMark}`)).toHaveLength(1);
  });

  it('K3: of an earlier run shows nothing: it may stand in another collection than what is looked for', async () => {
    const before = start();
    await before.vault.has(ref);
    const { backend, vault } = start(before.backend.entries);
    await vault.has(ref);
    expect(backend.calls).toContain(`set ${unlockedMark}`);
  });

  it('K3: is not given out by a keychain that was locked in the meantime', async () => {
    const { backend, vault } = start();
    await vault.add(ref, 'secret', begin);
    expect(await vault.has(otherRef)).toBe(false);
    backend.isLocked = true;
    for (const call of [vault.has(ref), vault.has(otherRef), vault.remove(ref)])
      await expect(call).rejects.toThrow(new AppError('keychain-locked'));
    backend.isLocked = false;
    expect(await vault.read(ref)).toBe('secret');
  });
});
