import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { generateKeyPair } from '../../../electron/keys/generate.ts';
import { AppError } from '../../../shared/ipc/result.ts';
import type { ConsoleUnderTest } from './console-under-test.ts';
import { codeOf, consoleUnderTest, pemFiles } from './console-under-test.ts';

const fast = { type: 'ed25519' } as const;

describe('a key pair that waits in the keychain while its dialog is open', () => {
  const spec = { type: 'rsa', bits: 2048 } as const;
  const onlyEntry = async ({ vault }: ConsoleUnderTest): Promise<string> => {
    await vi.waitUntil(() => vault.secrets.size === 1, { timeout: 20_000 });
    return [...vault.secrets.keys()].join();
  };
  async function prepared(): Promise<ConsoleUnderTest> {
    const under = consoleUnderTest();
    under.console.keyPairs.prepare(spec);
    await onlyEntry(under);
    return under;
  }

  it('K9: is the one that is created, with one entry of the keychain, read back before it is in the list', async () => {
    const under = await prepared();
    const account = await onlyEntry(under);
    const listed: number[] = [];
    const read = under.vault.read.bind(under.vault);
    under.vault.read = (ref) => {
      listed.push(under.console.keyPairs.list(under.regionId).length);
      return read(ref);
    };
    const { keyPair, download } = await under.console.keyPairs.create(under.regionId, 'web', spec);
    expect(account).toBe(`private-key:${keyPair.id}`);
    expect([listed, under.store.keychainIntents.list()]).toEqual([[0], []]);
    expect(await onlyEntry(under)).toBe(account);
    expect(download).toEqual({ saved: true, path: join(under.downloads, 'web.pem') });
    expect(readFileSync(join(under.downloads, 'web.pem'), 'utf8')).toBe(under.vault.secrets.get(account));
    expect(await under.restart().checkAtStart()).toEqual([]);
  });

  it('K9: stays for the next try when its name was taken meanwhile', async () => {
    const under = await prepared();
    const account = await onlyEntry(under);
    const { publicKey } = await generateKeyPair(fast, '');
    await under.console.keyPairs.importPublicKey(under.regionId, 'web', publicKey.line);
    const refused = under.console.keyPairs.create(under.regionId, 'web', spec);
    expect(await codeOf(refused)).toBe('key-pair-name-taken');
    expect(await onlyEntry(under)).toBe(account);
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web-2', spec);
    expect(account).toBe(`private-key:${keyPair.id}`);
  });

  it.each(['gone', 'another', 'damaged'] as const)(
    'K3, K7: is written anew when what stands in the keychain is %s',
    async (what) => {
      const under = await prepared();
      const account = await onlyEntry(under);
      if (what === 'gone') under.vault.secrets.delete(account);
      if (what === 'another') under.vault.secrets.set(account, 'another');
      const read = vi.spyOn(under.vault, 'read');
      if (what === 'damaged') read.mockRejectedValueOnce(new AppError('keychain-entry-damaged'));
      const { keyPair, download } = await under.console.keyPairs.create(under.regionId, 'web', spec);
      expect(await onlyEntry(under)).toBe(`private-key:${keyPair.id}`);
      expect(download.saved).toBe(true);
      expect(under.vault.secrets.get(`private-key:${keyPair.id}`)).toBe(
        readFileSync(join(under.downloads, 'web.pem'), 'utf8'),
      );
      expect([pemFiles(under), under.store.keychainIntents.list()]).toEqual([['web.pem'], []]);
    },
  );

  it.each(['locked', 'absent', 'failing', 'hanging'] as const)(
    'K3, K6, K9: is not created by a keychain that is %s by then, and leaves nothing after the next start',
    async (state) => {
      const under = await prepared();
      under.vault.state = state;
      const code = await codeOf(under.console.keyPairs.create(under.regionId, 'web', spec));
      expect(code).toMatch(/^keychain-(locked|absent|failed|timeout)$/);
      expect([under.console.keyPairs.list(under.regionId), readdirSync(under.downloads)]).toEqual([
        [],
        ['data'],
      ]);
      under.vault.state = 'unlocked';
      await under.restart().checkAtStart();
      expect([under.vault.secrets.size, under.store.keychainIntents.list()]).toEqual([0, []]);
      expect((await under.console.keyPairs.create(under.regionId, 'web', spec)).download.saved).toBe(true);
    },
  );

  it('K9: leaves nothing behind when its region is removed before it is there', async () => {
    const under = await prepared();
    const { id } = await under.console.regions.create('Lab', 'ssh');
    const read = under.vault.read.bind(under.vault);
    under.vault.read = async (ref) => {
      await under.console.regions.remove(id);
      return read(ref);
    };
    expect(await codeOf(under.console.keyPairs.create(id, 'web', spec))).toBe('region-not-found');
    expect([under.vault.secrets.size, under.store.keychainIntents.list()]).toEqual([0, []]);
    expect(readdirSync(under.downloads)).toEqual(['data']);
  });

  it('K9: is gone when the application has ended well, however the dialog was left', async () => {
    const under = await prepared();
    expect(under.console.isIdle()).toBe(false);
    await under.console.whenIdle();
    expect([under.console.isIdle(), under.vault.secrets.size]).toEqual([true, 0]);
    expect(under.store.keychainIntents.list()).toEqual([]);
  });
});
