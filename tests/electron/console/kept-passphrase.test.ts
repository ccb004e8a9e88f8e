import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KeyPair } from '../../../shared/model/key-pair.ts';
import { consoleUnderTest, type ConsoleUnderTest } from './console-under-test.ts';

const passphrase = 'correct horse';
const encrypted = join('tests/vectors/keys', 'openssh/ed25519-encrypted');
const original = { form: 'openssh', useOriginalPassphrase: true } as const;

async function imported(under: ConsoleUnderTest, keep: boolean): Promise<KeyPair> {
  const { keyFileImports } = under.console;
  const { handle } = await keyFileImports.readFile(encrypted);
  await keyFileImports.unlock(handle, passphrase);
  return keyFileImports.import(under.regionId, 'laptop', handle, 0, keep);
}

const refOf = ({ id }: KeyPair) => ({ kind: 'private-key-passphrase', keyPairId: id }) as const;

function isInVault({ vault }: ConsoleUnderTest): boolean {
  return [...vault.secrets.values()].some((secret) => secret.includes(passphrase));
}

describe('the passphrase of an imported private key', () => {
  it('is not kept where nobody asks for it, and then there is none to use', async () => {
    const under = consoleUnderTest();
    const keyPair = await imported(under, false);
    expect(keyPair.isPassphraseKept).toBeUndefined();
    expect(isInVault(under)).toBe(false);
    const path = join(under.downloads, 'out');
    await expect(under.console.keyPairs.download(keyPair.id, path, original)).rejects.toMatchObject({
      code: 'request-invalid',
    });
    expect(under.console.keyPairs.get(keyPair.id).download).toBe('available');
  });

  it('K2: is kept as an entry of its own where it is wanted, and told to nobody', async () => {
    const under = consoleUnderTest();
    const keyPair = await imported(under, true);
    expect(keyPair.isPassphraseKept).toBe(true);
    expect(await under.vault.read(refOf(keyPair))).toBe(passphrase);
    expect(await under.vault.read({ kind: 'private-key', keyPairId: keyPair.id })).not.toContain(passphrase);
    expect(
      JSON.stringify([under.console.keyPairs.list(under.regionId), under.console.activity.list()]),
    ).not.toContain(passphrase);
    expect(under.store.keychainIntents.list()).toEqual([]);
  });

  it.each(['openssh', 'ppk'] as const)('protects the one download as %s, and goes with it', async (form) => {
    const under = consoleUnderTest();
    const keyPair = await imported(under, true);
    const path = join(under.downloads, 'out');
    await under.console.keyPairs.download(keyPair.id, path, { form, useOriginalPassphrase: true });
    const { handle } = await under.console.keyFileImports.readFile(path);
    const opened = await under.console.keyFileImports.unlock(handle, passphrase);
    expect(opened).toMatchObject({ key: { publicKey: { line: keyPair.publicKey.line } } });
    expect(under.console.keyPairs.get(keyPair.id)).not.toHaveProperty('isPassphraseKept');
    expect(isInVault(under)).toBe(false);
    expect(under.store.keychainIntents.list()).toEqual([]);
  });

  it('opens the downloaded file in ssh-keygen', async () => {
    const under = consoleUnderTest();
    const keyPair = await imported(under, true);
    const path = join(under.downloads, 'out');
    await under.console.keyPairs.download(keyPair.id, path, original);
    const line = execFileSync('ssh-keygen', ['-y', '-P', passphrase, '-f', path], { encoding: 'utf8' });
    expect(line.split(' ').slice(0, 2)).toEqual(keyPair.publicKey.line.split(' ').slice(0, 2));
    expect(() => execFileSync('ssh-keygen', ['-y', '-P', 'other', '-f', path], { stdio: 'pipe' })).toThrow();
  });

  it('goes with a download that has none, too, and stays where the save fails', async () => {
    const under = consoleUnderTest();
    const keyPair = await imported(under, true);
    await expect(
      under.console.keyPairs.download(
        keyPair.id,
        join(under.downloads, 'data', 'latchkey.db', 'x'),
        original,
      ),
    ).rejects.toMatchObject({ code: 'download-folder-not-writable' });
    expect(await under.vault.read(refOf(keyPair))).toBe(passphrase);
    await under.console.keyPairs.download(keyPair.id, join(under.downloads, 'out'));
    expect(readFileSync(join(under.downloads, 'out'), 'utf8')).toBe(
      await under.vault.read({ kind: 'private-key', keyPairId: keyPair.id }),
    );
    expect(isInVault(under)).toBe(false);
  });

  it('goes with the key pair', async () => {
    const under = consoleUnderTest();
    await under.console.keyPairs.delete((await imported(under, true)).id);
    expect(under.vault.secrets.size).toBe(0);
  });

  it('K6: imports neither of the two where the keychain fails at the second', async () => {
    const under = consoleUnderTest();
    const { vault } = under;
    const add = vault.add.bind(vault);
    vault.add = async (ref, secret, begin) => {
      if (ref.kind === 'private-key-passphrase') vault.state = 'failing';
      await add(ref, secret, begin);
    };
    await expect(imported(under, true)).rejects.toMatchObject({ code: 'keychain-failed' });
    expect(under.console.keyPairs.list(under.regionId)).toEqual([]);
    vault.state = 'unlocked';
    await under.restart().checkAtStart();
    expect(vault.secrets.size).toBe(0);
    expect(under.store.keychainIntents.list()).toEqual([]);
  });
});

describe('K9: the check at start', () => {
  it('removes a passphrase whose key pair was never committed', async () => {
    const under = consoleUnderTest();
    const { id } = await imported(under, false);
    const ghost = { kind: 'private-key-passphrase', keyPairId: id } as const;
    under.store.keychainIntents.insert({ kind: ghost.kind, ownerId: id, since: 1 });
    await under.vault.write(ghost, passphrase);
    expect(await under.restart().checkAtStart()).toMatchObject([{ code: 'orphans-removed' }]);
    expect(isInVault(under)).toBe(false);
  });

  it('keeps one that is owned, though its intent was left behind', async () => {
    const under = consoleUnderTest();
    const keyPair = await imported(under, true);
    under.store.keychainIntents.insert({ kind: 'private-key-passphrase', ownerId: keyPair.id, since: 1 });
    expect(await under.restart().checkAtStart()).toEqual([]);
    expect(await under.vault.has(refOf(keyPair))).toBe(true);
  });

  it('finishes a deletion with both entries', async () => {
    const under = consoleUnderTest();
    under.store.keyPairs.setDeleting((await imported(under, true)).id, true);
    await under.restart().checkAtStart();
    expect(under.vault.secrets.size).toBe(0);
  });

  it('names a key pair whose passphrase is gone, once, and offers it no more', async () => {
    const under = consoleUnderTest();
    const keyPair = await imported(under, true);
    await under.vault.remove(refOf(keyPair));
    const restarted = under.restart();
    expect(await restarted.checkAtStart()).toMatchObject([
      { code: 'passphrases-missing', names: ['laptop'] },
    ]);
    expect(restarted.keyPairs.get(keyPair.id)).not.toHaveProperty('isPassphraseKept');
    expect(await under.restart().checkAtStart()).toEqual([]);
  });
});
