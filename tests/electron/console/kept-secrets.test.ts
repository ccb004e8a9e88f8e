import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { KeptSecrets } from '../../../electron/console/kept-secrets.ts';
import { privateKeyRef } from '../../../electron/console/secret-refs.ts';
import { headAccount, unlockedMark } from '../../../electron/keychain/account-name.ts';
import { KeytarVault } from '../../../electron/keychain/keytar-vault.ts';
import { openStore } from '../../../electron/store/sqlite-store.ts';
import type { Store } from '../../../electron/store/store.ts';
import { AppError } from '../../../shared/ipc/result.ts';
import { KeyPairId } from '../../../shared/model/ids.ts';
import { MemoryBackend } from '../../fakes/memory-backend.ts';
import { pemOfLength } from '../keychain/secrets.ts';

const keyPairId = KeyPairId.parse('0b0f9d7e-3f7b-4c67-9d8e-0d6c6f0c9a11');
const ref = privateKeyRef(keyPairId);
const privateKey = pemOfLength(3270);

function secretsUnderTest() {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-secrets-'));
  const store = openStore(join(folder, 'data', 'latchkey.db'));
  onTestFinished(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const backend = new MemoryBackend();
  return { store, backend, secrets: keptSecrets(store, backend) };
}

function keptSecrets(store: Store, backend: MemoryBackend): KeptSecrets {
  return new KeptSecrets(store, new KeytarVault({ backend, timeoutMs: 10_000 }));
}

/** The process that comes after one that was killed: the same keychain and store. */
function restart(store: Store, dead: MemoryBackend) {
  const backend = new MemoryBackend();
  for (const [account, value] of dead.entries) backend.entries.set(account, value);
  return { backend, secrets: keptSecrets(store, backend) };
}

function accountsOf({ entries }: MemoryBackend): string[] {
  return [...entries.keys()].filter((account) => account !== unlockedMark);
}

describe('secrets that are kept', () => {
  it.each([1, 2, 3, 4])(
    'K9: killed after %i writes of a long private key, the next start leaves no part of it behind',
    async (writes) => {
      const { store, backend, secrets } = secretsUnderTest();
      backend.writesLeft = writes;
      await secrets.writeThenCommit(ref, privateKey, () => undefined).catch(() => undefined);
      // Its end came before it could say that the key has an owner.
      store.keychainIntents.insert({ kind: ref.kind, ownerId: keyPairId, since: 1 });
      const next = restart(store, backend);
      await next.secrets.sweep();
      expect(accountsOf(next.backend)).toEqual([]);
      expect(store.keychainIntents.list()).toEqual([]);
    },
  );

  it.each([1, 2, 3, 4])(
    'K9: killed after %i writes of a new key pair’s long private key, the next start leaves no part of it behind',
    async (writes) => {
      const { store, backend, secrets } = secretsUnderTest();
      backend.writesLeft = writes;
      const commit = () => {
        throw new Error('killed before it');
      };
      await expect(secrets.addAllThenCommit([{ ref, secret: privateKey }], commit)).rejects.toThrow();
      const next = restart(store, backend);
      await next.secrets.sweep();
      expect(accountsOf(next.backend)).toEqual([]);
      expect(store.keychainIntents.list()).toEqual([]);
    },
  );

  it('K6: of a new one that a locked keychain refuses nothing is noted, and it asks once', async () => {
    const { store, backend, secrets } = secretsUnderTest();
    backend.isLocked = true;
    const added = secrets.addAllThenCommit([{ ref, secret: privateKey }], () => undefined);
    await expect(added).rejects.toThrow(new AppError('keychain-locked'));
    expect(store.keychainIntents.list()).toEqual([]);
    expect(backend.calls.filter((call) => !call.startsWith('get'))).toEqual([`set ${unlockedMark}`]);
  });

  it('K9: an orphan that is damaged is removed like any other', async () => {
    const { store, backend, secrets } = secretsUnderTest();
    backend.entries.set(headAccount(ref), 'not of Latchkey');
    store.keychainIntents.insert({ kind: ref.kind, ownerId: keyPairId, since: 1 });
    expect(await secrets.sweep()).toBe(1);
    expect(accountsOf(backend)).toEqual([]);
  });

  it('K9: what is being written is no orphan', async () => {
    const { store, backend, secrets } = secretsUnderTest();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    backend.prompt = promise.then(() => undefined);
    store.keychainIntents.insert({ kind: ref.kind, ownerId: keyPairId, since: 1 });
    const sweep = secrets.sweep();
    const written = secrets.writeThenCommit(ref, privateKey, () => undefined);
    resolve(undefined);
    await Promise.all([sweep, written]);
    expect(await secrets.read(ref)).toBe(privateKey);
  });

  it('K9: the entry with which the keychain is checked is no orphan', async () => {
    const { store, backend, secrets } = secretsUnderTest();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    backend.prompt = promise.then(() => undefined);
    const checked = secrets.check();
    const sweep = secrets.sweep();
    resolve(undefined);
    expect(await checked).toBe('working');
    expect(await sweep).toBe(0);
    expect(store.keychainIntents.list()).toEqual([]);
  });

  it('K7: a damaged entry does not stand in the way of a new value', async () => {
    const { backend, secrets } = secretsUnderTest();
    backend.entries.set(headAccount(ref), 'not of Latchkey');
    await secrets.writeThenCommit(ref, privateKey, () => undefined);
    expect(await secrets.read(ref)).toBe(privateKey);
  });

  it('K9: a removal during which the keychain’s process died is finished', async () => {
    const { backend, secrets } = secretsUnderTest();
    await secrets.writeThenCommit(ref, privateKey, () => undefined);
    const remove = backend.deletePassword.bind(backend);
    backend.deletePassword = async (account) => {
      backend.deletePassword = remove;
      await remove(account);
      throw new AppError('keychain-failed');
    };
    await secrets.remove(ref);
    expect(accountsOf(backend)).toEqual([]);
  });
});
