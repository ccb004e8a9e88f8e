import { afterEach, describe, expect, it } from 'vitest';
import { isKnownOpen } from '../../../electron/keychain/known-open.ts';
import { ref } from '../../electron/keychain/secrets.ts';
import { startKeyring, type Keyring, type KeyringState } from '../../support/keyring/keyring.ts';
import { VaultProcess } from '../../support/keyring/vault-process.ts';

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function start(state: KeyringState, more: Readonly<Record<string, string>> = {}) {
  const keyring: Keyring = await startKeyring({ state });
  cleanUps.push(() => keyring.stop());
  const vault = new VaultProcess({ ...keyring.env, ...more });
  cleanUps.push(() => vault.kill());
  return { keyring, vault };
}

describe('whether a keychain is certainly open', () => {
  it.each([
    ['unlocked', true],
    ['locked', false],
    ['no-default-collection', false],
    ['no-service', false],
    ['no-bus', false],
  ] as const)('K3, K6: %s: %s', async (state, isOpen) => {
    const { vault } = await start(state);
    expect(await vault.isOpen()).toBe(isOpen);
  });

  it('K3: is not known where nothing can ask', async () => {
    const { vault } = await start('unlocked', { PATH: '/nonexistent' });
    expect(await vault.isOpen()).toBe(false);
  });

  it('K5: asking brings up no dialog, and changes nothing', async () => {
    const { keyring, vault } = await start('prompting');
    await keyring.unlock();
    expect(await vault.isOpen()).toBe(true);
    await vault.add(ref, 'secret', () => undefined, true);
    expect(await vault.read(ref)).toBe('secret');
    await keyring.lock();
    expect(await vault.isOpen()).toBe(false);
    expect(await keyring.isPrompting()).toBe(false);
    await keyring.unlock();
    expect(await vault.isOpen()).toBe(true);
    expect(await vault.read(ref)).toBe('secret');
  });

  it('K3: is never known on macOS, and always on Windows, whose keychain is open with the session', async () => {
    expect(await Promise.all((['darwin', 'win32'] as const).map((name) => isKnownOpen(name)))).toEqual([
      false,
      true,
    ]);
  });
});
