import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headAccount, unlockedMark } from '../../../electron/keychain/account-name.ts';
import { KeytarVault } from '../../../electron/keychain/keytar-vault.ts';
import { AppError } from '../../../shared/ipc/result.ts';
import { KeyPairId, ServerId } from '../../../shared/model/ids.ts';
import { Killed, MemoryBackend } from '../../fakes/memory-backend.ts';
import { otherRef, pemOfLength, ref, rsaPem } from './secrets.ts';

const secret = 'a secret';
const big = pemOfLength(6390);
const bigger = pemOfLength(8000);

function start() {
  const backend = new MemoryBackend();
  return { backend, vault: new KeytarVault({ backend, timeoutMs: 10_000 }) };
}

/** The process that comes after: the same entries, nothing else. */
function restart(dead: MemoryBackend) {
  const { backend, vault } = start();
  for (const [account, value] of dead.entries) backend.entries.set(account, value);
  return { backend, vault };
}

/** The accounts, without the mark. */
const accountsOf = (backend: MemoryBackend) =>
  [...backend.entries.keys()].filter((name) => name !== unlockedMark);

describe('the vault', () => {
  it('reads what was written, under its own name alone', async () => {
    const { vault } = start();
    await vault.write(ref, secret);
    expect(await vault.read(ref)).toBe(secret);
    expect(await vault.has(ref)).toBe(true);
    expect(await vault.has(otherRef)).toBe(false);
    await expect(vault.read(otherRef)).rejects.toThrow(new AppError('keychain-entry-missing'));
  });

  it('keeps the secrets of one server apart', async () => {
    const { vault } = start();
    const serverId = ServerId.parse('0b0f9d7e-3f7b-4c67-9d8e-0d6c6f0c9a11');
    await vault.write({ kind: 'server-password', serverId }, 'one');
    await vault.write({ kind: 'key-file-passphrase', serverId }, 'two');
    await vault.write({ kind: 'private-key', keyPairId: KeyPairId.parse(serverId) }, 'three');
    expect(await vault.read({ kind: 'server-password', serverId })).toBe('one');
    expect(await vault.read({ kind: 'key-file-passphrase', serverId })).toBe('two');
  });

  it('removes all of an entry, and again without a complaint', async () => {
    const { vault, backend } = start();
    await vault.write(ref, big);
    await vault.write(ref, bigger);
    await vault.remove(ref);
    expect(accountsOf(backend)).toEqual([]);
    await vault.remove(ref);
    expect(await vault.has(ref)).toBe(false);
  });

  it('leaves nothing behind of the value before', async () => {
    const { vault, backend } = start();
    await vault.write(ref, bigger);
    await vault.write(ref, big);
    await vault.write(ref, secret);
    expect(await vault.read(ref)).toBe(secret);
    expect(accountsOf(backend)).toEqual([headAccount(ref)]);
  });

  it('no account is the beginning of another', async () => {
    const { vault, backend } = start();
    await vault.write(ref, 'x'.repeat(32 * 1024));
    await vault.write(otherRef, big);
    const names = [...backend.entries.keys()];
    expect(names.length).toBeGreaterThan(15);
    for (const name of names) expect(names.filter((each) => each.startsWith(name))).toEqual([name]);
  });

  it('makes one call at a time', async () => {
    const { vault, backend } = start();
    await Promise.all([
      vault.write(ref, big),
      vault.write(otherRef, secret),
      vault.read(ref),
      vault.has(otherRef),
    ]);
    expect(backend.mostAtOnce).toBe(1);
  });

  it('K8: any text round-trips or is refused', async () => {
    const { vault } = start();
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary', minLength: 2000, maxLength: 9000 }),
    );
    const surrogates = fc
      .array(fc.constantFrom('\uD83D', '\uDE00', 'a', '\r\n'))
      .map((each) => each.join(''));
    await fc.assert(
      fc.asyncProperty(fc.oneof(text, surrogates), async (value) => {
        const written = await vault.write(ref, value).then(
          () => 'written',
          (error: unknown) => error,
        );
        if (written === 'written') expect(await vault.read(ref)).toBe(value);
        else expect(written).toEqual(new AppError('secret-unsupported'));
      }),
    );
  });
});

describe('a locked keychain', () => {
  it('K3: is told from one without the entry, and from one with it', async () => {
    const { vault, backend } = start();
    await vault.write(ref, secret);
    backend.isLocked = true;
    const locked = new AppError('keychain-locked');
    await expect(vault.read(ref)).rejects.toThrow(locked);
    await expect(vault.has(ref)).rejects.toThrow(locked);
    await expect(vault.has(otherRef)).rejects.toThrow(locked);
    await expect(vault.write(ref, 'other')).rejects.toThrow(locked);
    await expect(vault.remove(ref)).rejects.toThrow(locked);
    await expect(vault.remove(otherRef)).rejects.toThrow(locked);
    backend.isLocked = false;
    expect(await vault.read(ref)).toBe(secret);
  });

  it('K3: a keychain that was never used is told apart as well', async () => {
    const { vault, backend } = start();
    expect(await vault.has(ref)).toBe(false);
    backend.entries.clear();
    backend.isLocked = true;
    await expect(vault.has(ref)).rejects.toThrow(new AppError('keychain-locked'));
  });

  it('K3: an unlock that the check itself brought about is made use of', async () => {
    const { vault, backend } = start();
    await vault.write(ref, secret);
    await expect.poll(() => vault.isBusy).toBe(false);
    backend.isLocked = true;
    const set = backend.setPassword.bind(backend);
    backend.setPassword = (account, value) => {
      backend.isLocked = false;
      return set(account, value);
    };
    expect(await vault.read(ref)).toBe(secret);
    expect(backend.isLocked).toBe(false);
    backend.isLocked = true;
    await vault.remove(ref);
    expect(accountsOf(backend)).toEqual([]);
  });
});

describe('a keychain that alters what it is given', () => {
  it('K8: the write fails and the former value stays', async () => {
    const { vault, backend } = start();
    await vault.write(ref, secret);
    backend.alter = (value) => (value.includes('new') ? value.slice(0, -1) : value);
    await expect(vault.write(ref, 'new value')).rejects.toThrow(new AppError('keychain-failed'));
    expect(await vault.read(ref)).toBe(secret);
    await expect(vault.write(otherRef, 'new value')).rejects.toThrow(new AppError('keychain-failed'));
    expect(await vault.has(otherRef)).toBe(false);
  });
});

describe('a prompt that is answered too late', () => {
  it('K5: the write has not happened', async () => {
    const backend = new MemoryBackend();
    const vault = new KeytarVault({ backend, timeoutMs: 20 });
    const prompt = Promise.withResolvers<undefined>();
    backend.setPassword = async (account, value) => {
      if (account !== unlockedMark && !value.includes('kept')) await prompt.promise;
      backend.entries.set(account, value);
    };
    await vault.write(ref, 'kept');
    const timeout = new AppError('keychain-timeout');
    await expect(vault.write(ref, secret)).rejects.toThrow(timeout);
    expect(vault.isBusy).toBe(true);
    await expect(vault.read(ref)).rejects.toThrow(timeout);
    prompt.resolve(undefined);
    await expect.poll(() => vault.isBusy).toBe(false);
    expect(await vault.read(ref)).toBe('kept');
  });
});

describe('a process that is killed', () => {
  it.each([
    ['a first value', undefined, big],
    ['a longer value', secret, big],
    ['a shorter value', big, secret],
    ['one long value after another', big, bigger],
  ])('K7: %s: after any single write the old or the new one is there', async (_, before, after) => {
    let killed = 0;
    for (let writes = 1; ; writes += 1) {
      const { backend, vault } = start();
      if (before !== undefined) await vault.write(ref, before);
      await expect.poll(() => vault.isBusy).toBe(false);
      backend.writesLeft = writes;
      const ended = await vault.write(ref, after).then(
        () => 'written',
        (error: unknown) => error,
      );
      await expect.poll(() => vault.isBusy).toBe(false);
      const next = restart(backend);
      const found = await next.vault.read(ref).catch((error: unknown) => (error as AppError).code);
      expect([before ?? 'keychain-entry-missing', after]).toContain(found);
      await next.vault.write(ref, 'the next');
      expect(await next.vault.read(ref)).toBe('the next');
      expect(accountsOf(next.backend)).toEqual([headAccount(ref)]);
      if (ended === 'written' && backend.writesLeft > 0) break;
      killed += 1;
    }
    expect(killed).toBeGreaterThanOrEqual(2);
  });

  it('K7: a removal that was cut short is finished by the next', async () => {
    for (let writes = 1; writes <= 6; writes += 1) {
      const { backend, vault } = start();
      await vault.write(ref, big);
      await expect.poll(() => vault.isBusy).toBe(false);
      backend.writesLeft = writes;
      await vault.remove(ref).catch((error: unknown) => expect(error).toBeInstanceOf(Killed));
      const next = restart(backend);
      expect(await next.vault.has(ref)).toBe(false);
      await next.vault.remove(ref);
      expect(accountsOf(next.backend)).toEqual([]);
    }
  });
});

describe('what stands in the keychain', () => {
  it.each([2048, 3072, 4096])('K7: an RSA %i PEM comes back byte for byte', async (bits) => {
    const { vault } = start();
    const pem = rsaPem(bits);
    await vault.write(ref, pem);
    expect(await vault.read(ref)).toBe(pem);
  });

  it('K7: a text as long as an RSA 8192 PEM comes back byte for byte', async () => {
    const { vault, backend } = start();
    await vault.write(ref, big);
    expect(big).toHaveLength(6390);
    expect(await vault.read(ref)).toBe(big);
    for (const value of backend.entries.values()) expect(Buffer.byteLength(value)).toBeLessThan(2100);
  });

  it('K7: a part that is missing, altered or from elsewhere is damage, which a new value mends', async () => {
    const { vault, backend } = start();
    await vault.write(ref, big);
    await expect.poll(() => vault.isBusy).toBe(false);
    const whole = new Map(backend.entries);
    const damage = new AppError('keychain-entry-damaged');
    const accounts = accountsOf(backend);
    expect(accounts).toHaveLength(4);
    for (const account of accounts) {
      const attacks = [
        ...(account === headAccount(ref) ? [] : [() => backend.entries.delete(account)]),
        () => backend.entries.set(account, ''),
        () => backend.entries.set(account, `${whole.get(account) ?? ''} `),
        () => backend.entries.set(account, whole.get(accounts.find((name) => name !== account) ?? '') ?? ''),
      ];
      for (const attack of attacks) {
        for (const [name, value] of whole) backend.entries.set(name, value);
        attack();
        await expect(vault.read(ref)).rejects.toThrow(damage);
        await expect(vault.has(ref)).rejects.toThrow(damage);
      }
    }
    await vault.write(ref, secret);
    expect(await vault.read(ref)).toBe(secret);
  });
});
