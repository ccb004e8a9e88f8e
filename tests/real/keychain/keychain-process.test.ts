import { setTimeout } from 'node:timers/promises';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ref } from '../../electron/keychain/secrets.ts';
import { startKeyring, type Keyring } from '../../support/keyring/keyring.ts';
import { VaultProcess } from '../../support/keyring/vault-process.ts';

let keyring: Keyring;
const vaults: VaultProcess[] = [];

function openVault(timeoutMs?: number, limitMs?: number): VaultProcess {
  const vault = new VaultProcess(keyring.env, timeoutMs, limitMs);
  vaults.push(vault);
  return vault;
}

/** One that has ended and that nobody has asked about yet is not running. */
function isRunning(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** A call that has brought the password dialog up. */
async function askWithPrompt(vault: VaultProcess) {
  const reply = vault.ask({ do: 'read', ref });
  await expect.poll(() => keyring.isPrompting(), { timeout: 30_000 }).toBe(true);
  return { reply, pid: await vault.keychainPid() };
}

beforeEach(async () => {
  keyring = await startKeyring({ state: 'prompting' });
  const vault = openVault();
  await keyring.unlock();
  await vault.write(ref, 'secret');
  await keyring.lock();
  await vault.kill();
});

afterEach(async () => {
  for (const vault of vaults.splice(0)) await vault.kill();
  await keyring.stop();
});

describe('the keychain’s process', () => {
  it.each(['SIGKILL', 'SIGSEGV', 'SIGABRT'] as const)(
    'K5: dies of %s in the middle of a call: a typed error, and the next call works',
    async (signal) => {
      const vault = openVault();
      const { reply, pid } = await askWithPrompt(vault);
      process.kill(pid, signal);
      expect(await reply).toMatchObject({ error: 'keychain-failed' });
      expect(vault.isAlive).toBe(true);
      await keyring.unlock();
      expect(await vault.read(ref)).toBe('secret');
      expect(await vault.keychainPid()).not.toBe(pid);
    },
  );

  it('K5: dies while nobody asks: the next call works', async () => {
    await keyring.unlock();
    const vault = openVault();
    expect(await vault.read(ref)).toBe('secret');
    const pid = await vault.keychainPid();
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => isRunning(pid)).toBe(false);
    // It is gone; its parent hears of that a moment later.
    await setTimeout(1000);
    expect(await vault.read(ref)).toBe('secret');
  });

  it('K5: hangs in a prompt: quitting takes it along at once, and who still answers has unlocked', async () => {
    const vault = openVault();
    const { pid } = await askWithPrompt(vault);
    // Its caller would wait for 20 seconds, the prompt for ever; a busy machine takes its time with anything.
    expect(await vault.quit()).toBeLessThan(5000);
    await expect.poll(() => isRunning(pid)).toBe(false);
    await keyring.answerPrompt();
    expect(await openVault().read(ref)).toBe('secret');
  });

  it('K5: hangs in a prompt when the application is killed: it goes too', async () => {
    const vault = openVault();
    const { pid } = await askWithPrompt(vault);
    await vault.kill();
    await expect.poll(() => isRunning(pid)).toBe(false);
  });

  it('K5: that hangs past all patience is ended, and the next call asks anew', async () => {
    const vault = openVault(2000, 8000);
    // Nobody looks for its dialog: a busy machine may show that after all patience has ended.
    const reply = vault.ask({ do: 'read', ref });
    await expect.poll(async () => isRunning(await vault.keychainPid())).toBe(true);
    const pid = await vault.keychainPid();
    expect(await reply).toMatchObject({ error: 'keychain-timeout' });
    await expect.poll(() => isRunning(pid)).toBe(false);
    await keyring.unlock();
    await expect.poll(() => vault.read(ref).catch(() => null)).toBe('secret');
  });
});
