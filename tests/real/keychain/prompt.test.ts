import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/ipc/result.ts';
import { ref } from '../../electron/keychain/secrets.ts';
import { startKeyring, type Keyring } from '../../support/keyring/keyring.ts';
import { VaultProcess } from '../../support/keyring/vault-process.ts';

const timeoutMs = 3000;
const timeout = new AppError('keychain-timeout');

let keyring: Keyring;
let vault: VaultProcess;

beforeEach(async () => {
  keyring = await startKeyring({ state: 'prompting' });
  await keyring.unlock();
  // A patient one: to start the keychain's process may take a busy machine seconds.
  const patient = new VaultProcess(keyring.env);
  await patient.write(ref, 'secret');
  await patient.kill();
  await keyring.lock();
  vault = new VaultProcess(keyring.env, timeoutMs);
});

afterEach(async () => {
  await vault.kill();
  await keyring.stop();
});

describe('a prompt', () => {
  it('K5: that nobody answers blocks nothing else, and once it is answered all is well', async () => {
    const first = vault.ask({ do: 'read', ref });
    const waiting = [1, 2, 3, 4].map(() => vault.ask({ do: 'read', ref }));
    const file = await vault.ask({ do: 'read-file', path: import.meta.filename });
    expect(file).toMatchObject({ value: null });
    expect(file.ms).toBeLessThan(timeoutMs / 2);
    for (const { error } of await Promise.all([first, ...waiting])) expect(error).toBe('keychain-timeout');
    const second = await vault.ask({ do: 'read', ref });
    expect(second.error).toBe('keychain-timeout');
    expect(second.ms).toBeLessThan(timeoutMs / 2);
    const later = await vault.ask({ do: 'read-file', path: import.meta.filename });
    expect(later.ms).toBeLessThan(timeoutMs / 2);
    await keyring.answerPrompt();
    await expect.poll(() => vault.read(ref).catch(() => null)).toBe('secret');
  });

  it('K5: that is answered in time gives the secret', async () => {
    await vault.kill();
    vault = new VaultProcess(keyring.env);
    const reading = vault.read(ref);
    await keyring.answerPrompt();
    expect(await reading).toBe('secret');
  });

  it('K3: that the user cancels says locked', async () => {
    await vault.kill();
    vault = new VaultProcess(keyring.env);
    const replies: (string | undefined)[] = [];
    void vault.ask({ do: 'read', ref }).then(({ error }) => replies.push(error));
    await keyring.dismissPrompts(() => replies.length > 0);
    expect(replies).toEqual(['keychain-locked']);
  });

  it('K5: a write that was answered too late has not happened', async () => {
    await expect(vault.write(ref, 'other')).rejects.toThrow(timeout);
    await keyring.answerPrompt();
    await expect.poll(() => vault.read(ref).catch(() => null)).toBe('secret');
  });
});
