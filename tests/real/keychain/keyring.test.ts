import { afterEach, describe, expect, it } from 'vitest';
import { headAccount } from '../../../electron/keychain/account-name.ts';
import { AppError, type ErrorCode } from '../../../shared/ipc/result.ts';
import { startKeyring, type Keyring, type KeyringState } from '../../support/keyring/keyring.ts';
import { VaultProcess } from '../../support/keyring/vault-process.ts';
import { otherRef, pemOfLength, ref, rsaPem } from '../../electron/keychain/secrets.ts';

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function start(state: KeyringState): Promise<Keyring> {
  const keyring = await startKeyring({ state });
  cleanUps.push(() => keyring.stop());
  return keyring;
}

function openVault(env: Readonly<Record<string, string | undefined>>): VaultProcess {
  const vault = new VaultProcess(env);
  cleanUps.push(() => vault.kill());
  return vault;
}

const fails = (code: ErrorCode) => new AppError(code);

describe('an unlocked keyring', () => {
  it.each([
    ['an RSA 2048 PEM', rsaPem(2048)],
    ['an RSA 4096 PEM', rsaPem(4096)],
    ['a text as long as an RSA 8192 PEM', pemOfLength(6390)],
    ['one byte', 'x'],
    ['CRLF and blanks at the ends', ' a\r\nb\t\r\n '],
    ['emoji', '🔑'.repeat(1500)],
    ['a byte order mark', '\uFEFFa'],
    ['what D-Bus takes for an odd character', '\uFFFE\u{10FFFF}\u0001\u007F'],
  ])('K7, K8: %s comes back as it was, and is gone when removed', async (_, secret) => {
    const keyring = await start('unlocked');
    const vault = openVault(keyring.env);
    expect(await vault.has(ref)).toBe(false);
    await vault.write(ref, secret);
    expect(await vault.read(ref)).toBe(secret);
    expect(await openVault(keyring.env).read(ref)).toBe(secret);
    await vault.remove(ref);
    expect(await vault.has(ref)).toBe(false);
    await expect(vault.read(ref)).rejects.toThrow(fails('keychain-entry-missing'));
  });

  it.each([2048, 4096])('K7: a new RSA %i PEM is kept by a woken process', async (bits) => {
    const keyring = await start('unlocked');
    const vault = openVault(keyring.env);
    vault.wake();
    const pem = rsaPem(bits);
    await vault.add(ref, pem, () => undefined);
    expect(await openVault(keyring.env).read(ref)).toBe(pem);
    await keyring.lock();
    await expect(vault.add(otherRef, pem, () => undefined)).rejects.toThrow(fails('keychain-locked'));
    await expect(vault.has(otherRef)).rejects.toThrow(fails('keychain-locked'));
    await keyring.unlock();
    expect(await vault.has(otherRef)).toBe(false);
    expect(await vault.read(ref)).toBe(pem);
  });

  it('K7: an entry that somebody edited is damage', async () => {
    const keyring = await start('unlocked');
    const vault = openVault(keyring.env);
    await vault.write(ref, pemOfLength(6390));
    const account = headAccount(ref);
    const { value } = await vault.ask({ do: 'get', account });
    await vault.ask({ do: 'set', account, value: `${String(value)}\n` });
    await expect(vault.read(ref)).rejects.toThrow(fails('keychain-entry-damaged'));
  });

  it('K7: a process that is killed while it writes leaves the old or the new value', async () => {
    const keyring = await start('unlocked');
    const [before, after] = [pemOfLength(6390), pemOfLength(7000)];
    const found = new Set<string>();
    for (let delay = 0; delay < 100; delay += 10) {
      const vault = openVault(keyring.env);
      await vault.write(ref, before);
      void vault.ask({ do: 'write', ref, secret: after });
      await new Promise((resolve) => setTimeout(resolve, delay));
      await vault.kill();
      found.add(await openVault(keyring.env).read(ref));
    }
    expect([...found].filter((value) => value !== before && value !== after)).toEqual([]);
    const vault = openVault(keyring.env);
    await vault.remove(ref);
    expect(await vault.has(ref)).toBe(false);
  });
});

describe('a locked keyring', () => {
  it('K3, K4: says that it is locked, keeps the process alive, and has the same key after unlocking', async () => {
    const keyring = await start('unlocked');
    const vault = openVault(keyring.env);
    const pem = rsaPem(2048);
    await vault.write(ref, pem);
    await keyring.lock();
    const locked = fails('keychain-locked');
    await expect(vault.read(ref)).rejects.toThrow(locked);
    await expect(vault.has(ref)).rejects.toThrow(locked);
    await expect(vault.has(otherRef)).rejects.toThrow(locked);
    await expect(vault.write(ref, 'other')).rejects.toThrow(locked);
    await expect(vault.remove(ref)).rejects.toThrow(locked);
    expect(vault.isAlive).toBe(true);
    await keyring.unlock();
    expect(await vault.read(ref)).toBe(pem);
    expect(await vault.has(otherRef)).toBe(false);
  });

  it('K3: is told from an empty one by a process that never saw it unlocked', async () => {
    const keyring = await start('locked');
    const vault = openVault(keyring.env);
    await expect(vault.has(ref)).rejects.toThrow(fails('keychain-locked'));
    await expect(vault.write(ref, 'secret')).rejects.toThrow(fails('keychain-locked'));
    await keyring.unlock();
    expect(await vault.has(ref)).toBe(false);
    await vault.write(ref, 'secret');
    expect(await vault.read(ref)).toBe('secret');
  });

  // libsecret holds on to the service that it first spoke to, for as long as its process lives.
  it('K3: after a restart of its service nothing reads as missing, and the next call works', async () => {
    const keyring = await start('unlocked');
    const vault = openVault(keyring.env);
    await vault.write(ref, 'secret');
    await keyring.restart();
    for (const call of [() => vault.read(ref), () => vault.has(ref), () => vault.remove(ref)])
      await expect(call()).rejects.toThrow(fails('keychain-locked'));
    await keyring.unlock();
    expect(await vault.read(ref)).toBe('secret');
    await keyring.restart();
    await keyring.unlock();
    expect(await vault.has(otherRef)).toBe(false);
    expect(await vault.read(ref)).toBe('secret');
    await keyring.restart();
    await keyring.unlock();
    await vault.write(ref, 'other');
    expect(await openVault(keyring.env).read(ref)).toBe('other');
  });
});

describe('no keyring', () => {
  const absent: readonly (readonly [string, KeyringState, Readonly<Record<string, string | undefined>>])[] = [
    ['without a default collection', 'no-default-collection', {}],
    ['without a service', 'no-service', {}],
    ['with a bus that does not answer', 'no-bus', {}],
    ['without a bus', 'no-bus', { DBUS_SESSION_BUS_ADDRESS: undefined, DISPLAY: undefined }],
  ];

  it.each(absent)('K6: %s everything fails with a code of its own', async (_, state, env) => {
    const keyring = await start(state);
    const vault = openVault({ ...keyring.env, XDG_RUNTIME_DIR: keyring.folder, ...env });
    const missing = fails('keychain-absent');
    await expect(vault.write(ref, rsaPem(2048))).rejects.toThrow(missing);
    await expect(vault.read(ref)).rejects.toThrow(missing);
    await expect(vault.has(ref)).rejects.toThrow(missing);
    await expect(vault.remove(ref)).rejects.toThrow(missing);
    expect(vault.isAlive).toBe(true);
  });
});
