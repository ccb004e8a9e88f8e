import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { generateKeyPair } from '../../../electron/keys/generate.ts';
import { AppError } from '../../../shared/ipc/result.ts';
import { publicLineOf } from '../keys/ssh-keygen.ts';
import { codeOf, consoleUnderTest, pemFiles } from './console-under-test.ts';

const fast = { type: 'ed25519' } as const;

describe('creating a key pair', () => {
  it('keeps the private key in the keychain and saves it once, readable by its owner alone', async () => {
    const under = consoleUnderTest();
    const { keyPair, download } = await under.console.keyPairs.create(under.regionId, 'web', fast);
    expect(keyPair).toMatchObject({
      name: 'web',
      origin: 'generated',
      privateKey: 'keychain',
      download: 'used',
    });
    expect(download).toEqual({ saved: true, path: join(under.downloads, 'web.pem') });
    expect(statSync(join(under.downloads, 'web.pem')).mode & 0o777).toBe(0o600);
    const kept = await under.vault.read({ kind: 'private-key', keyPairId: keyPair.id });
    expect(readFileSync(join(under.downloads, 'web.pem'), 'utf8')).toBe(kept);
  });

  it('gives out what was prepared while the form was filled in, once, and checks it like any other', async () => {
    const under = consoleUnderTest();
    const spec = { type: 'rsa', bits: 2048 } as const;
    under.console.keyPairs.prepare(spec);
    expect(await codeOf(under.console.keyPairs.create(under.regionId, '1web', spec))).toBe(
      'key-pair-name-invalid',
    );
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', spec);
    const next = await under.console.keyPairs.create(under.regionId, 'next', spec);
    expect(keyPair.publicKey).toMatchObject({ bits: 2048, comment: 'web' });
    expect(next.keyPair.publicKey.line).not.toBe(keyPair.publicKey.line);
    const kept = await under.vault.read({ kind: 'private-key', keyPairId: keyPair.id });
    expect(`${publicLineOf(kept)} web`).toBe(keyPair.publicKey.line);
  });

  it.each(['a', '1web', 'web server', 'wéb', `a${'b'.repeat(64)}`, '', '-web', 'web\n'])(
    'refuses the name %j and changes nothing',
    async (name) => {
      const under = consoleUnderTest();
      expect(await codeOf(under.console.keyPairs.create(under.regionId, name, fast))).toBe(
        'key-pair-name-invalid',
      );
      expect(under.console.keyPairs.list(under.regionId)).toEqual([]);
      expect(pemFiles(under)).toEqual([]);
    },
  );

  it('refuses a name that is taken', async () => {
    const under = consoleUnderTest();
    await under.console.keyPairs.create(under.regionId, 'web', fast);
    expect(await codeOf(under.console.keyPairs.create(under.regionId, 'web', fast))).toBe(
      'key-pair-name-taken',
    );
    expect(under.console.keyPairs.list(under.regionId)).toHaveLength(1);
  });

  it('refuses the eleventh key pair, also when twelve are asked for at once', async () => {
    const under = consoleUnderTest();
    const codes = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        codeOf(under.console.keyPairs.create(under.regionId, `key-${index}`, fast)),
      ),
    );
    expect(codes.filter((code) => code === 'no error')).toHaveLength(10);
    expect(codes.filter((code) => code === 'key-pair-limit-reached')).toHaveLength(2);
    expect(under.console.keyPairs.list(under.regionId)).toHaveLength(10);
  });

  it('refuses a kind that the provider does not offer', async () => {
    const under = consoleUnderTest();
    const work = under.console.keyPairs.create(under.regionId, 'web', { type: 'rsa', bits: 4096 });
    expect(await codeOf(work)).toBe('key-type-unsupported');
  });

  it.each(['locked', 'absent'] as const)('K6: leaves no trace when the keychain is %s', async (state) => {
    const under = consoleUnderTest();
    under.vault.state = state;
    expect(await codeOf(under.console.keyPairs.create(under.regionId, 'web', fast))).toBe(
      `keychain-${state}`,
    );
    expect(under.console.keyPairs.list(under.regionId)).toEqual([]);
    expect(pemFiles(under)).toEqual([]);
  });

  it('K9: leaves nothing behind when its region is removed before it is there', async () => {
    const under = consoleUnderTest();
    const { id } = await under.console.regions.create('Lab', 'ssh');
    const refused = codeOf(under.console.keyPairs.create(id, 'web', fast));
    await under.console.regions.remove(id);
    expect(await refused).toBe('region-not-found');
    expect(under.vault.secrets.size).toBe(0);
    expect(under.store.keychainIntents.list()).toEqual([]);
  });

  it('K6, K9: takes the file back when the keychain fails in the middle', async () => {
    const under = consoleUnderTest();
    const { vault, downloads } = under;
    const newFiles = (): string[] => readdirSync(downloads).filter((name) => name.startsWith('.web.pem.'));
    vault.add = async (_ref, _secret, begin): Promise<void> => {
      begin();
      await vi.waitUntil(() => newFiles().length === 1);
      throw new AppError('keychain-failed');
    };
    expect(await codeOf(under.console.keyPairs.create(under.regionId, 'web', fast))).toBe('keychain-failed');
    expect(under.console.keyPairs.list(under.regionId)).toEqual([]);
    expect(newFiles()).toEqual([]);
    expect(pemFiles(under)).toEqual([]);
  });
});

describe('importing a public key', () => {
  it('has no private key and no download', async () => {
    const under = consoleUnderTest();
    const { publicKey } = await generateKeyPair(fast, 'laptop');
    const keyPair = await under.console.keyPairs.importPublicKey(under.regionId, 'laptop', publicKey.line);
    expect(keyPair).toMatchObject({ origin: 'imported', privateKey: 'absent', download: 'none' });
    expect(() => under.console.keyPairs.downloadName(keyPair.id)).toThrow('private-key-absent');
  });

  it('refuses the same key twice, with the name of the first', async () => {
    const under = consoleUnderTest();
    const { publicKey } = await generateKeyPair(fast, 'laptop');
    await under.console.keyPairs.importPublicKey(under.regionId, 'laptop', publicKey.line);
    await expect(
      under.console.keyPairs.importPublicKey(under.regionId, 'other', publicKey.line),
    ).rejects.toMatchObject({ code: 'key-pair-duplicate', details: { name: 'laptop' } });
  });
});

describe('deleting a key pair', () => {
  it('removes the keychain entry too', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', fast);
    await under.console.keyPairs.delete(keyPair.id);
    expect(under.console.keyPairs.list(under.regionId)).toEqual([]);
    expect(await under.vault.has({ kind: 'private-key', keyPairId: keyPair.id })).toBe(false);
  });

  it('is refused while it is bound, naming the servers', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', fast);
    const server = await under.addServer('web-1');
    await under.finished(under.console.bindings.bind(keyPair.id, [server.id], 'reload', []));
    await expect(under.console.keyPairs.delete(keyPair.id)).rejects.toMatchObject({
      code: 'key-pair-bound',
      details: { servers: ['web-1'] },
    });
    expect(under.console.keyPairs.list(under.regionId)).toHaveLength(1);
  });

  it('is refused while a bind is putting it on a server', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', fast);
    const server = await under.addServer('web-1');
    const release = under.provider.hold();
    const job = under.console.bindings.bind(keyPair.id, [server.id], 'reload', []);
    await expect.poll(() => under.store.journal.list()).toHaveLength(1);
    expect(await codeOf(under.console.keyPairs.delete(keyPair.id))).toBe('key-pair-bound');
    release();
    expect((await under.finished(job)).results[0]?.state).toBe('succeeded');
    expect(await under.vault.has({ kind: 'private-key', keyPairId: keyPair.id })).toBe(true);
  });

  it('is refused while Latchkey logs on with it', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', fast);
    const server = await under.addServer('web-1');
    const { name, host, port, user } = server;
    const logon = { kind: 'key-pair', keyPairId: keyPair.id } as const;
    await under.console.servers.edit(server.id, { name, host, port, user }, logon, {
      evenIfUnreachable: false,
    });
    expect(await codeOf(under.console.keyPairs.delete(keyPair.id))).toBe('key-pair-used-for-logon');
  });

  it('K3: keeps the row when the keychain is locked, and works after it is unlocked', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', fast);
    under.vault.state = 'locked';
    expect(await codeOf(under.console.keyPairs.delete(keyPair.id))).toBe('keychain-locked');
    expect(under.console.keyPairs.list(under.regionId)).toHaveLength(1);
    under.vault.state = 'unlocked';
    expect(await codeOf(under.console.keyPairs.delete(keyPair.id))).toBe('no error');
  });

  it('K9: a failure after which the private key is gone claims none, and the next start ends the deletion', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', fast);
    const remove = under.vault.remove.bind(under.vault);
    under.vault.remove = async (ref) => {
      await remove(ref);
      throw new AppError('keychain-failed');
    };
    expect(await codeOf(under.console.keyPairs.delete(keyPair.id))).toBe('keychain-failed');
    expect(under.console.keyPairs.list(under.regionId)).toEqual([]);
    under.vault.remove = remove;
    expect(await under.restart().checkAtStart()).toEqual([]);
    expect(under.store.keyPairs.listRecords()).toEqual([]);
  });
});
