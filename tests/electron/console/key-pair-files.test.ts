import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { publicLineOf } from '../keys/ssh-keygen.ts';
import { codeOf, consoleUnderTest, pemFiles } from './console-under-test.ts';

const fast = { type: 'ed25519' } as const;

describe('the one download', () => {
  it('is used up by the file that creation saves', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', fast);
    expect(() => under.console.keyPairs.downloadName(keyPair.id)).toThrow('download-used');
    expect(
      await codeOf(under.console.keyPairs.download(keyPair.id, join(under.downloads, 'again.pem'))),
    ).toBe('download-used');
    expect(pemFiles(under)).toEqual(['web.pem']);
  });

  it('never replaces a file that is already in the Downloads folder', async () => {
    const under = consoleUnderTest();
    writeFileSync(join(under.downloads, 'web.pem'), 'mine');
    const { download } = await under.console.keyPairs.create(under.regionId, 'web', fast);
    expect(download).toEqual({ saved: true, path: join(under.downloads, 'web (1).pem') });
    expect(readFileSync(join(under.downloads, 'web.pem'), 'utf8')).toBe('mine');
  });

  it('stays available when it could not be saved, and works later, once', async () => {
    const under = consoleUnderTest();
    under.loseDownloads();
    const { keyPair, download } = await under.console.keyPairs.create(under.regionId, 'web', fast);
    expect(download).toMatchObject({
      saved: false,
      details: { folder: expect.stringMatching(/a file$/) as string },
    });
    expect(keyPair.download).toBe('available');
    const path = join(under.downloads, 'later.pem');
    const both = [path, join(under.downloads, 'twice.pem')].map((to) =>
      codeOf(under.console.keyPairs.download(keyPair.id, to)),
    );
    expect(await Promise.all(both)).toEqual(['no error', 'download-used']);
    expect(pemFiles(under)).toEqual(['later.pem']);
  });

  it('stays available when the folder can not be written to', async () => {
    const under = consoleUnderTest();
    under.loseDownloads();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', fast);
    const path = join(under.downloads, 'a file', 'web.pem');
    expect(await codeOf(under.console.keyPairs.download(keyPair.id, path))).toBe(
      'download-folder-not-writable',
    );
    expect(under.console.keyPairs.get(keyPair.id).download).toBe('available');
  });
});

describe('a download to a folder of the user’s', () => {
  it('tells the store of it before a file is there, and takes that back when nothing was saved', async () => {
    const under = consoleUnderTest();
    under.loseDownloads();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', fast);
    const { keyPairs } = under.store;
    const set = keyPairs.setSavedPath.bind(keyPairs);
    const told: [path: string | undefined, files: string[]][] = [];
    keyPairs.setSavedPath = (id, path) => {
      told.push([path, pemFiles(under)]);
      set(id, path);
    };
    const refused = join(under.downloads, 'a file', 'web.pem');
    await codeOf(under.console.keyPairs.download(keyPair.id, refused));
    expect(told).toEqual([
      [refused, []],
      [undefined, []],
    ]);
    expect(keyPairs.savedPath(keyPair.id)).toBeUndefined();
    const path = join(under.downloads, 'web.pem');
    await under.console.keyPairs.download(keyPair.id, path);
    expect(told[2]).toEqual([path, []]);
    expect(under.console.keyPairs.savedFile(keyPair.id)).toBe(path);
  });

  it('K9: that was killed leaves no part of a private key after the next start', async () => {
    const under = consoleUnderTest();
    under.loseDownloads();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', fast);
    const folder = join(under.downloads, 'chosen');
    mkdirSync(folder);
    const other = '.notes.0123456789ab';
    writeFileSync(join(folder, '.web.pem.0123456789ab'), '-----BEGIN RSA PRIVATE KEY-----\nMII', {
      mode: 0o600,
    });
    writeFileSync(join(folder, other), 'mine', { mode: 0o600 });
    under.store.keyPairs.setSavedPath(keyPair.id, join(folder, 'web.pem'));
    await under.restart().checkAtStart();
    expect(readdirSync(folder)).toEqual([other]);
  });
});

describe('the form of the one download', () => {
  it.each([
    ['pem', 'web.pem'],
    ['openssh', 'web'],
    ['ppk', 'web.ppk'],
  ] as const)('%s is saved as %s', async (form, name) => {
    const under = consoleUnderTest();
    const { download } = await under.console.keyPairs.create(under.regionId, 'web', fast, { form });
    expect(download).toEqual({ saved: true, path: join(under.downloads, name) });
    expect(statSync(join(under.downloads, name)).mode & 0o777).toBe(0o600);
  });

  it('never replaces a file, with or without an extension', async () => {
    const under = consoleUnderTest();
    writeFileSync(join(under.downloads, 'web'), 'mine');
    const file = { form: 'openssh' } as const;
    const { download } = await under.console.keyPairs.create(under.regionId, 'web', fast, file);
    expect(download).toEqual({ saved: true, path: join(under.downloads, 'web (1)') });
    expect(readFileSync(join(under.downloads, 'web'), 'utf8')).toBe('mine');
  });

  it('is open to ssh-keygen with its passphrase alone', async () => {
    const under = consoleUnderTest();
    const file = { form: 'openssh', passphrase: 'pässwörd 東京' } as const;
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', fast, file);
    const text = readFileSync(join(under.downloads, 'web'), 'utf8');
    expect(publicLineOf(text, file.passphrase)).toBe(keyPair.publicKey.line);
    expect(() => publicLineOf(text, 'password')).toThrow('incorrect passphrase');
  });

  it('remembers where it was saved, as long as the key pair is there', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', fast);
    expect(under.store.keyPairs.savedPath(keyPair.id)).toBe(join(under.downloads, 'web.pem'));
    expect(under.console.keyPairs.savedFile(keyPair.id)).toBe(join(under.downloads, 'web.pem'));
    rmSync(join(under.downloads, 'web.pem'));
    expect(() => under.console.keyPairs.savedFile(keyPair.id)).toThrow('file-not-readable');
    await under.console.keyPairs.delete(keyPair.id);
    expect(under.store.keyPairs.savedPath(keyPair.id)).toBeUndefined();
  });
});

describe('the public key as a file', () => {
  it('is one line that everybody may read', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web:1', fast);
    const path = join(under.downloads, under.console.keyPairs.publicKeyName(keyPair.id));
    expect(path).toBe(join(under.downloads, 'web_1.pub'));
    await under.console.keyPairs.savePublicKey(keyPair.id, path);
    expect(readFileSync(path, 'utf8')).toBe(`${keyPair.publicKey.line}\n`);
    expect(statSync(path).mode & 0o777).toBe(0o644);
  });

  it('says so when it can not be written', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', fast);
    const path = join(under.downloads, 'web.pem', 'web.pub');
    expect(await codeOf(under.console.keyPairs.savePublicKey(keyPair.id, path))).toBe('file-not-writable');
  });
});
