import ssh2 from 'ssh2';
import { describe, expect, test } from 'vitest';
import type { KeyFileContent } from '../../../../electron/keys/file/key-file.ts';
import { parseKeyFile } from '../../../../electron/keys/file/parse-key-file.ts';
import { AppError } from '../../../../shared/ipc/result.ts';
import { keyVector, keyVectors } from './key-vectors.ts';

/** Not to be opened on purpose. */
const isSealed = (path: string): boolean => /wrong-passphrase|no-passphrase-given/.test(path);
const isRefused = (path: string): boolean => /^(?:malformed|unsupported)\//.test(path);
const sound = keyVectors.filter(({ path }) => !isRefused(path) && !isSealed(path));

async function errorOf(content: Buffer, passphrase?: string): Promise<AppError> {
  try {
    await parseKeyFile(content, passphrase);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it was read');
}

async function only(path: string): Promise<Extract<KeyFileContent, { kind: 'private' }>['key']> {
  const { content, passphrase } = keyVector(path);
  const read = await parseKeyFile(content, passphrase);
  const key = read.kind === 'private' ? read.key : read.keys[0];
  if (key === undefined) throw new Error('no key');
  return key;
}

/** The vectors are made of few keys: what comes out has to be one of those that ssh-keygen wrote as lines. */
const lines = keyVectors.filter(({ path }) => path.startsWith('public/openssh-'));
const known = new Set(
  (await Promise.all(lines.map(({ content }) => parseKeyFile(content))))
    .flatMap((read) => (read.kind === 'public' ? read.keys : []))
    .map(({ publicKey }) => publicKey.fingerprintSha256),
);

/** Keys of which there is no public line. */
const ownKeys =
  /ed25519(?:-encrypted|-aes\d+-wrap)?\.p8|three-primes|spki-ed25519|with-parameters|rsa-8192|rsa-e3|^weak\//;

test('there are key files of every kind', () => {
  expect(keyVectors.length).toBeGreaterThan(150);
});

describe('G6: the key is read from', () => {
  test.each(sound)('$path', async ({ path, content, passphrase }) => {
    const read = await parseKeyFile(content, passphrase);
    const keys = read.kind === 'private' ? [read.key] : read.keys;
    expect(keys.length).toBeGreaterThan(0);
    for (const { publicKey } of keys)
      expect(known.has(publicKey.fingerprintSha256) || ownKeys.test(path)).toBe(true);
    if (passphrase !== undefined) expect(read).toMatchObject({ kind: 'private', protection: {} });
    if (read.kind === 'public' || read.privateKeyPem === undefined) return;
    const forSsh = ssh2.utils.parseKey(read.privateKeyPem);
    if (forSsh instanceof Error) throw forSsh;
    const [algorithm, base64] = read.key.publicKey.line.split(' ');
    expect([forSsh.type, forSsh.getPublicSSH().toString('base64')]).toEqual([algorithm, base64]);
  });
});

describe('G6: refused with an expected error is', () => {
  const refusals = [
    'public-key-invalid',
    'private-key-invalid',
    'key-type-unsupported',
    'key-file-unsupported',
  ];

  test.each(keyVectors.filter(({ path }) => isRefused(path)))('$path', async ({ content, passphrase }) => {
    const { code } = await errorOf(content, passphrase);
    expect(refusals).toContain(code);
  });
});

describe('a passphrase', () => {
  const encrypted = sound.filter(({ passphrase }) => passphrase !== undefined);
  const cheap = encrypted.filter(({ path }) => !/100|default|ppk\/(?!.*v2)/.test(path));

  test.each(encrypted)('G6: is asked for $path', async ({ content }) => {
    const { code, details } = await errorOf(content);
    expect(code).toBe('passphrase-required');
    expect(details).toMatchObject({
      cipher: expect.any(String) as string,
      kdf: expect.any(String) as string,
    });
  });

  test.each(cheap)('G6: that is wrong is a typed error for $path', async ({ content }) => {
    expect((await errorOf(content, 'not this one')).code).toBe('passphrase-wrong');
    expect((await errorOf(content, '')).code).toBe('passphrase-wrong');
  });

  test('that is wrong is a typed error for PuTTY’s version 3', async () => {
    const { content } = keyVector('ppk/argon2id.ppk');
    expect((await errorOf(content, 'not this one')).code).toBe('passphrase-wrong');
  });

  test('is not needed, and does no harm, where nothing is encrypted', async () => {
    expect((await parseKeyFile(keyVector('pem/rsa-2048.pem').content, 'x')).kind).toBe('private');
  });
});

describe('what the answer says', () => {
  test.each([
    ['openssh/ed25519-chacha20-poly1305', { cipher: 'chacha20-poly1305@openssh.com', kdf: 'bcrypt' }],
    ['pem/rsa-2048-aes256.pem', { cipher: 'aes-256-cbc', kdf: 'md5' }],
    ['pkcs8/scrypt.p8', { cipher: 'aes-256-cbc', kdf: 'scrypt' }],
    ['pkcs8/ecdsa-256-hmacWithSHA512.p8', { cipher: 'aes-256-cbc', kdf: 'pbkdf2-sha512' }],
    ['ppk/argon2d.ppk', { cipher: 'aes256-cbc', kdf: 'argon2d' }],
    ['ppk/rsa-2048-v2-encrypted.ppk', { cipher: 'aes256-cbc', kdf: 'sha1' }],
    ['pem/rsa-2048.pem', undefined],
  ])('with what %s is encrypted', async (path, protection) => {
    const { content, passphrase } = keyVector(path);
    expect(await parseKeyFile(content, passphrase)).toMatchObject({ kind: 'private', protection });
  });

  test.each([
    ['weak/close-primes.pub', ['close-primes']],
    ['weak/square.pub', ['close-primes']],
    ['weak/roca.pub', ['roca']],
    ['weak/shared-prime.pub', ['shared-prime']],
    ['weak/exponent-3.pub', []],
    ['pem/rsa-1024.pem', ['rsa-short']],
    ['openssh/dsa', ['dsa']],
    ['openssh/ed25519', []],
    ['pem/rsa-4096.pem', []],
  ])('what speaks against the key of %s', async (path, weaknesses) => {
    const key = await only(path);
    expect(key.weaknesses).toEqual(expect.arrayContaining(weaknesses));
    expect(key.weaknesses.filter((one) => one !== 'rsa-short')).toHaveLength(
      weaknesses.filter((one) => one !== 'rsa-short').length,
    );
  });

  test('the comment of an OpenSSH key and of a PuTTY key', async () => {
    expect((await only('openssh/ed25519-encrypted')).publicKey.comment).toBe('ed25519@example');
    expect((await only('ppk/ecdsa-256-v3.ppk')).publicKey.comment).toBe('ecdsa-256 key');
  });

  test('a PuTTY file may have come with empty lines in between', async () => {
    const { content } = keyVector('ppk/ecdsa-256-v3.ppk');
    const spread = Buffer.from(content.toString('latin1').replace(/\r?\n/g, '\n\n'), 'latin1');
    const read = await parseKeyFile(spread);
    const { publicKey } = await only('ppk/ecdsa-256-v3.ppk');
    expect(read).toMatchObject({ kind: 'private', key: { publicKey } });
  });

  test('whom a certificate is for, and how long', async () => {
    expect((await only('certificate/rsa-2048-cert.pub')).certificate).toMatchObject({
      version: 1,
      role: 'user',
      keyId: 'anna rsa-2048',
      principals: ['anna', 'root'],
      validAfter: expect.stringMatching(/^202[56]-/) as string,
      validBefore: expect.stringMatching(/^2036-/) as string,
    });
    expect((await only('certificate/host-cert.pub')).certificate).toMatchObject({
      role: 'host',
      principals: ['web.example'],
    });
    expect((await only('certificate/forever-cert.pub')).certificate).toMatchObject({
      principals: [],
      validAfter: undefined,
      validBefore: undefined,
    });
    expect((await only('certificate/dsa-v00-cert.pub')).certificate).toMatchObject({
      version: 0,
      principals: ['anna', 'root'],
    });
  });

  test('each key of a file with several, and what is wrong with the other lines', async () => {
    const read = await parseKeyFile(keyVector('public/several-with-junk.pub').content);
    expect(read).toMatchObject({
      kind: 'public',
      keys: [{}, {}],
      problems: [{ code: 'public-key-invalid' }, { code: 'public-key-invalid' }],
    });
  });

  test('G7: a text of very many lines without a key is refused, not listed line by line', async () => {
    const line = keyVector('public/several-with-junk.pub').content;
    const text = Buffer.concat([Buffer.from(':\n'.repeat(3000)), line]);
    await expect(parseKeyFile(text)).rejects.toMatchObject({
      code: 'public-key-invalid',
      details: { reason: 'not-a-key', position: 0 },
    });
  });

  test('a security key’s private half stays on the device', async () => {
    const read = await parseKeyFile(keyVector('openssh/sk-ed25519').content);
    expect(read).toMatchObject({
      kind: 'private',
      privateKeyPem: undefined,
      key: { publicKey: { type: 'ed25519-sk' } },
    });
  });
});

test('nothing of a file is in the error that it is refused with', async () => {
  for (const path of [
    'malformed/half.pem',
    'malformed/mac.ppk',
    'openssh/wrong-passphrase',
    'malformed/checks-openssh',
  ]) {
    const { content, passphrase } = keyVector(path);
    const error = await errorOf(content, passphrase);
    const told = JSON.stringify([error.message, error.details, error.stack]);
    for (const line of content
      .toString()
      .split('\n')
      .filter((one) => /^[A-Za-z0-9+/=]{30,}$/.test(one)))
      expect(told).not.toContain(line);
    expect(told).not.toContain(passphrase ?? 'correct horse');
  }
});

test('a file whose END line is missing is said to be cut off, whichever its format', async () => {
  const whole = keyVectors.filter(
    ({ path, content }) =>
      !isRefused(path) && /^-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(content.toString('latin1')),
  );
  expect(whole.length).toBeGreaterThan(20);
  for (const { content, passphrase } of whole) {
    const cut = content.subarray(0, Math.floor(content.length * 0.7));
    expect(await errorOf(cut, passphrase)).toMatchObject({
      code: 'private-key-invalid',
      details: { reason: 'truncated' },
    });
  }
});
