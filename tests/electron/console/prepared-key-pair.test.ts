import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { KeptSecrets } from '../../../electron/console/kept-secrets.ts';
import { privateKeyRef } from '../../../electron/console/secret-refs.ts';
import { PreparedKeyPair } from '../../../electron/console/prepared-key-pair.ts';
import { openStore } from '../../../electron/store/sqlite-store.ts';
import type { Store } from '../../../electron/store/store.ts';
import { AppError } from '../../../shared/ipc/result.ts';
import { MemoryVault } from '../../fakes/memory-vault.ts';
import { publicLineOf } from '../keys/ssh-keygen.ts';

const rsa = { type: 'rsa', bits: 2048 } as const;

let store: Store;
let vault: MemoryVault;
let secrets: KeptSecrets;
let prepared: PreparedKeyPair;

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-prepared-'));
  store = openStore(join(folder, 'data', 'latchkey.db'));
  vault = new MemoryVault();
  secrets = new KeptSecrets(store, vault);
  prepared = new PreparedKeyPair(secrets);
  onTestFinished(() => {
    store.close();
    rmSync(folder, { recursive: true });
  });
});

const entries = (): string[] => [...vault.secrets.keys()];

async function prepareAndKeep(): Promise<void> {
  prepared.prepare(rsa);
  await vi.waitUntil(() => entries().length === 1, { timeout: 20_000 });
}

test('G1: a prepared key pair is whole, and has the comment that it is taken with', async () => {
  prepared.prepare(rsa);
  const { publicKey, privateKeyPem } = await prepared.take(rsa, 'web');
  expect(`${publicLineOf(privateKeyPem)} web`).toBe(publicKey.line);
  expect(publicKey.comment).toBe('web');
});

test('G3: it is given out once', async () => {
  prepared.prepare(rsa);
  const keyPairs = await Promise.all([prepared.take(rsa, 'a'), prepared.take(rsa, 'b')]);
  expect(new Set(keyPairs.map(({ publicKey }) => publicKey.fingerprintSha256)).size).toBe(2);
  expect(new Set(keyPairs.map(({ id }) => id)).size).toBe(2);
});

test('preparing twice prepares one, and one of another kind takes its place', async () => {
  prepared.prepare({ type: 'rsa', bits: 3072 });
  prepared.prepare(rsa);
  prepared.prepare(rsa);
  expect((await prepared.take(rsa, '')).publicKey.bits).toBe(2048);
  expect((await prepared.take({ type: 'rsa', bits: 3072 }, '')).publicKey.bits).toBe(3072);
});

test('what was dropped or never prepared is generated when it is asked for', async () => {
  prepared.prepare(rsa);
  await prepared.drop();
  prepared.prepare({ type: 'ed25519' });
  expect(await prepared.take({ type: 'ed25519' }, 'me')).toMatchObject({
    publicKey: { comment: 'me' },
    isKept: false,
  });
});

describe('the private key that waits in the keychain', () => {
  test('K9: is given out as it stands there, and is nobody’s until it is adopted', async () => {
    await prepareAndKeep();
    expect(prepared.isIdle).toBe(false);
    const { id, isKept, privateKeyPem } = await prepared.take(rsa, '');
    expect(isKept).toBe(true);
    expect(await vault.read(privateKeyRef(id))).toBe(privateKeyPem);
    expect(store.keychainIntents.list()).toMatchObject([{ kind: 'private-key', ownerId: id }]);
    expect(await secrets.adopt({ ref: privateKeyRef(id), secret: privateKeyPem }, () => undefined)).toBe(
      true,
    );
    expect([store.keychainIntents.list(), entries().length, prepared.isIdle]).toEqual([[], 1, true]);
  });

  test('K9: is gone when the dialog is closed, and of two dialogs in turn the second one has its own', async () => {
    await prepareAndKeep();
    const [first] = entries();
    const dropped = prepared.drop();
    prepared.prepare(rsa);
    await dropped;
    await vi.waitUntil(() => entries().length === 1 && entries()[0] !== first, { timeout: 20_000 });
    await prepared.drop();
    expect([entries(), store.keychainIntents.list(), prepared.isIdle]).toEqual([[], [], true]);
  });

  test('K9: gives way to one of another kind', async () => {
    await prepareAndKeep();
    const [first] = entries();
    prepared.prepare({ type: 'rsa', bits: 3072 });
    await vi.waitUntil(() => entries().length === 1 && entries()[0] !== first, { timeout: 20_000 });
    expect(store.keychainIntents.list()).toHaveLength(1);
  });

  test('K9: of an application that was killed is removed at the next start, and before that by no sweep', async () => {
    await prepareAndKeep();
    expect(await secrets.sweep()).toBe(0);
    expect(entries()).toHaveLength(1);
    const next = new KeptSecrets(store, vault);
    expect(await next.sweep()).toBe(1);
    expect([entries(), store.keychainIntents.list()]).toEqual([[], []]);
  });

  test('K9: that is being written when the dialog is closed is removed once it is there', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const add = vault.add.bind(vault);
    vault.add = vi.fn(async (...parts: Parameters<typeof add>) => {
      await add(...parts);
      await promise;
    });
    prepared.prepare(rsa);
    await vi.waitUntil(() => entries().length === 1, { timeout: 20_000 });
    const dropped = prepared.drop();
    expect(prepared.isIdle).toBe(false);
    resolve(undefined);
    await dropped;
    expect([entries(), store.keychainIntents.list(), prepared.isIdle]).toEqual([[], [], true]);
  });

  test('K9: whose keychain is locked when the dialog is closed is left to the next start, and nobody is asked', async () => {
    await prepareAndKeep();
    vault.state = 'locked';
    const remove = vi.spyOn(vault, 'remove');
    await prepared.drop();
    expect([remove.mock.calls, entries().length, prepared.isIdle]).toEqual([[], 1, true]);
    vault.state = 'unlocked';
    expect(await new KeptSecrets(store, vault).sweep()).toBe(1);
    expect(entries()).toEqual([]);
  });

  test('K9: does not keep an application that ends from ending, whatever the keychain does', async () => {
    prepared = new PreparedKeyPair(secrets, 50);
    await prepareAndKeep();
    vault.remove = () => new Promise(() => undefined);
    await prepared.drop();
    expect(prepared.isIdle).toBe(true);
    expect(store.keychainIntents.list()).toHaveLength(1);
  });
});

describe('a keychain that can’t take it ahead', () => {
  test.each(['locked', 'absent', 'failing', 'hanging'] as const)(
    'K3, K6: that is %s is not called',
    async (state) => {
      vault.state = state;
      const calls = (['add', 'write', 'read', 'has', 'remove'] as const).map((name) => vi.spyOn(vault, name));
      const isOpen = vi.spyOn(vault, 'isOpen');
      prepared.prepare(rsa);
      await vi.waitUntil(() => isOpen.mock.calls.length > 0, { timeout: 20_000 });
      expect(await prepared.take(rsa, '')).toMatchObject({ isKept: false });
      expect(calls.flatMap(({ mock }) => mock.calls)).toEqual([]);
      expect(store.keychainIntents.list()).toEqual([]);
    },
  );

  test.each(['keychain-failed', 'keychain-locked', 'keychain-timeout'] as const)(
    'K6: that answers %s in the middle keeps nothing, and the key pair is there all the same',
    async (code) => {
      const isOver = Promise.withResolvers<undefined>();
      vault.add = async (_ref, _secret, begin) => {
        begin();
        await isOver.promise;
        throw new AppError(code);
      };
      prepared.prepare(rsa);
      await vi.waitUntil(() => store.keychainIntents.list().length === 1, { timeout: 20_000 });
      const taking = prepared.take(rsa, 'web');
      isOver.resolve(undefined);
      expect(await taking).toMatchObject({ isKept: false, publicKey: { comment: 'web', bits: 2048 } });
      expect([entries(), store.keychainIntents.list()]).toEqual([[], []]);
    },
  );
});
