import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { KeyFileSummary } from '../../../shared/model/key-file.ts';
import { keyVector } from '../keys/file/key-vectors.ts';
import { publicLineOf } from '../keys/ssh-keygen.ts';
import { codeOf, consoleUnderTest, type ConsoleUnderTest } from './console-under-test.ts';

const vectors = 'tests/vectors/keys';
const passphrase = 'correct horse';

function put(under: ConsoleUnderTest, name: string, content: string | Buffer): string {
  const path = join(under.downloads, name);
  writeFileSync(path, content);
  return path;
}

function importIt(under: ConsoleUnderTest, { handle }: KeyFileSummary, index = 0) {
  return under.console.keyFileImports.import(under.regionId, 'laptop', handle, index);
}

/** Whatever makes the private key of a file private. */
function secretLinesOf(path: string): readonly string[] {
  return readFileSync(join(vectors, path), 'utf8')
    .split(/\r?\n/)
    .filter((line) => /^[A-Za-z0-9+/=]{40,}$/.test(line))
    .slice(2);
}

describe('rule 5: a private key in a file', () => {
  it.each([
    ['pem/rsa-2048.pem', 'RSA PRIVATE KEY'],
    ['openssh/ed25519', 'OPENSSH PRIVATE KEY'],
    ['ppk/ecdsa-256-v3.ppk', 'OPENSSH PRIVATE KEY'],
    ['pkcs8/rsa-2048.p8', 'RSA PRIVATE KEY'],
  ])('%s: is told of, and its private half goes to the keychain', async (path, label) => {
    const under = consoleUnderTest();
    const summary = await under.console.keyFileImports.readFile(join(vectors, path));
    expect(summary).toMatchObject({ kind: 'private', protection: null, hasPrivateHalf: true });
    expect(under.console.keyPairs.list(under.regionId)).toEqual([]);
    const keyPair = await importIt(under, summary);
    expect(keyPair).toMatchObject({ origin: 'imported', privateKey: 'keychain', download: 'available' });
    const kept = await under.vault.read({ kind: 'private-key', keyPairId: keyPair.id });
    expect(kept).toContain(label);
    const [algorithm, base64] = publicLineOf(kept).split(' ');
    expect(keyPair.publicKey.line.split(' ').slice(0, 2)).toEqual([algorithm, base64]);
  });

  it('K2: says nothing of the private half', async () => {
    const under = consoleUnderTest();
    for (const path of ['pem/rsa-2048.pem', 'openssh/ed25519', 'ppk/rsa-2048-v3.ppk']) {
      const told = JSON.stringify(await under.console.keyFileImports.readFile(join(vectors, path)));
      for (const line of secretLinesOf(path).slice(path.startsWith('ppk') ? 8 : 0))
        expect(told).not.toContain(line);
    }
  });

  it.each(['openssh/rsa-2048-encrypted', 'pkcs8/ed25519-encrypted.p8', 'ppk/dsa-v2-encrypted.ppk'])(
    '%s: needs its passphrase, which is checked and not kept',
    async (path) => {
      const under = consoleUnderTest();
      const { keyFileImports } = under.console;
      const summary = await keyFileImports.readFile(join(vectors, path));
      expect(summary).toMatchObject({ kind: 'locked', protection: { cipher: expect.any(String) as string } });
      expect(await codeOf(importIt(under, summary))).toBe('passphrase-required');
      expect(await codeOf(keyFileImports.unlock(summary.handle, 'another'))).toBe('passphrase-wrong');
      const opened = await keyFileImports.unlock(summary.handle, passphrase);
      expect(opened).toMatchObject({ kind: 'private', handle: summary.handle, fileName: summary.fileName });
      const keyPair = await importIt(under, opened);
      expect(keyPair.privateKey).toBe('keychain');
      expect([...under.vault.secrets.values()].join()).not.toContain(passphrase);
    },
  );

  it('one that shares a prime with a key pair that is here is told to', async () => {
    const under = consoleUnderTest();
    const [first = '', second = ''] = readFileSync(join(vectors, 'weak/shared-prime.pub'), 'utf8').split(
      '\n',
    );
    const weaknessesOf = async (line: string) => {
      const summary = await under.console.keyFileImports.readText(line);
      return summary.kind === 'public' ? summary.keys.flatMap(({ weaknesses }) => weaknesses) : [];
    };
    expect(await weaknessesOf(second)).not.toContain('shared-prime');
    await under.console.keyPairs.importPublicKey(under.regionId, 'first', first);
    expect(await weaknessesOf(second)).toContain('shared-prime');
    expect(await weaknessesOf(first)).not.toContain('shared-prime');
  });

  it('a weak one is told to be weak', async () => {
    const under = consoleUnderTest();
    const summary = await under.console.keyFileImports.readFile(join(vectors, 'openssh/rsa-1024'));
    expect(summary).toMatchObject({ kind: 'private', key: { weaknesses: ['rsa-short'] } });
  });

  it.each([
    ['stands for a security key', 'openssh/sk-ed25519'],
    ['has more than two primes', 'pem/three-primes.pem'],
  ])('one that %s is imported as the public key that it is', async (_, path) => {
    const under = consoleUnderTest();
    const summary = await under.console.keyFileImports.readFile(join(vectors, path));
    expect(summary).toMatchObject({ kind: 'private', hasPrivateHalf: false });
    expect(await importIt(under, summary)).toMatchObject({ privateKey: 'absent', download: 'none' });
    expect(under.vault.secrets.size).toBe(0);
  });

  it('the one download is that of a generated key pair', async () => {
    const under = consoleUnderTest();
    const { keyPairs, keyFileImports } = under.console;
    const keyPair = await importIt(under, await keyFileImports.readFile(join(vectors, 'pem/rsa-2048.pem')));
    const path = await keyPairs.download(keyPair.id, join(under.downloads, 'laptop.pem'));
    expect(readFileSync(path, 'utf8').trim()).toBe(keyVector('pem/rsa-2048.pem').content.toString().trim());
    expect(await codeOf(keyPairs.download(keyPair.id, path))).toBe('download-used');
  });

  it.each(['locked', 'absent', 'failing'] as const)(
    'K6: leaves nothing when the keychain is %s',
    async (state) => {
      const under = consoleUnderTest();
      const summary = await under.console.keyFileImports.readFile(join(vectors, 'openssh/ed25519'));
      under.vault.state = state;
      expect(await codeOf(importIt(under, summary))).toMatch(/^keychain-/);
      expect(under.console.keyPairs.list(under.regionId)).toEqual([]);
      under.vault.state = 'unlocked';
      expect(under.vault.secrets.size).toBe(0);
      // The user unlocks it and tries again with the same file.
      expect((await importIt(under, summary)).name).toBe('laptop');
    },
  );

  it('twice in a region is refused with the name of the first', async () => {
    const under = consoleUnderTest();
    const { keyPairs, keyFileImports } = under.console;
    const line = readFileSync(join(vectors, 'public/openssh-ed25519.pub'), 'utf8');
    await keyPairs.importPublicKey(under.regionId, 'first', line);
    const summary = await keyFileImports.readFile(join(vectors, 'openssh/ed25519'));
    expect(await codeOf(importIt(under, summary))).toBe('key-pair-duplicate');
    expect(under.vault.secrets.size).toBe(0);
  });
});

describe('a public key', () => {
  it('of several in a file is the one that was chosen', async () => {
    const under = consoleUnderTest();
    const summary = await under.console.keyFileImports.readFile(
      join(vectors, 'public/several-with-junk.pub'),
    );
    expect(summary).toMatchObject({ kind: 'public', keys: [{}, {}], unlisted: 0, problems: 2 });
    expect(await codeOf(importIt(under, summary, 2))).toBe('request-invalid');
    expect(await importIt(under, summary, 1)).toMatchObject({
      publicKey: { type: 'rsa' },
      privateKey: 'absent',
    });
  });

  it('in text with many is offered up to a hundred', async () => {
    const under = consoleUnderTest();
    const line = readFileSync(join(vectors, 'public/openssh-ed25519.pub'), 'utf8');
    const summary = await under.console.keyFileImports.readText(line.repeat(130));
    expect(summary).toMatchObject({ kind: 'public', unlisted: 30 });
  });

  it('that is damaged is told of with the place, as before', async () => {
    const under = consoleUnderTest();
    const work = under.console.keyFileImports.readText('ssh-ed25519 AAAA*');
    await expect(work).rejects.toMatchObject({ details: { reason: 'base64', position: 16 } });
  });
});

describe('a handle', () => {
  it('is used up by its import', async () => {
    const under = consoleUnderTest();
    const summary = await under.console.keyFileImports.readFile(join(vectors, 'openssh/ed25519'));
    await importIt(under, summary);
    expect(await codeOf(importIt(under, summary))).toBe('key-file-expired');
  });

  it('ends when the dialog lets go of it, when others come, and after ten minutes', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const under = consoleUnderTest();
      const { keyFileImports } = under.console;
      const path = join(vectors, 'openssh/ed25519');
      const summaries: KeyFileSummary[] = [];
      for (let count = 0; count < 6; count++) summaries.push(await keyFileImports.readFile(path));
      const codes = (): Promise<string[]> =>
        Promise.all(summaries.map(({ handle }) => codeOf(keyFileImports.unlock(handle, ''))));
      expect(await codes()).toEqual([
        ...Array<string>(2).fill('key-file-expired'),
        ...Array<string>(4).fill('no error'),
      ]);
      for (const { handle } of summaries.slice(5)) keyFileImports.release(handle);
      expect((await codes())[5]).toBe('key-file-expired');
      vi.advanceTimersByTime(10 * 60_000);
      expect(await codes()).toEqual(Array<string>(6).fill('key-file-expired'));
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('G6: refused with an expected error, and nothing is held, is', () => {
  it.each([
    ['a folder', (under: ConsoleUnderTest) => mkdirSync(join(under.downloads, 'x')), 'file-not-readable'],
    ['no file', () => undefined, 'file-not-readable'],
    ['an empty file', (under: ConsoleUnderTest) => put(under, 'x', ''), 'public-key-invalid'],
    [
      'garbage',
      (under: ConsoleUnderTest) => put(under, 'x', Buffer.alloc(1_000_000, 'x ')),
      'public-key-invalid',
    ],
    [
      'a huge file',
      (under: ConsoleUnderTest) => put(under, 'x', Buffer.alloc(20_000_000)),
      'public-key-invalid',
    ],
  ] as const)('%s', async (_what, make, code) => {
    const under = consoleUnderTest();
    make(under);
    const reading = under.console.keyFileImports.readFile(join(under.downloads, 'x'));
    await expect(reading).rejects.toMatchObject({
      code,
      details: code === 'public-key-invalid' ? { fileName: 'x' } : {},
    });
  });
});
