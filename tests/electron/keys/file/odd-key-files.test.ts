import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseKeyFile } from '../../../../electron/keys/file/parse-key-file.ts';
import { readPublicKey } from '../../../../electron/keys/read-public-key.ts';
import { wireString } from '../../../../electron/keys/wire.ts';
import { publicLines } from '../../../vectors/public-lines.ts';
import { keyVector } from './key-vectors.ts';

const fingerprintIn = async (content: Buffer | string, passphrase?: string): Promise<string | undefined> => {
  const read = await parseKeyFile(Buffer.from(content), passphrase);
  const [key] = read.kind === 'public' ? read.keys : [read.key];
  return key?.publicKey.fingerprintSha256;
};
const pem = (label: string, der: Buffer): string =>
  `-----BEGIN ${label}-----\n${der.toString('base64')}\n-----END ${label}-----\n`;

describe('G6: what ssh-keygen reads is read', () => {
  test.each([
    'aes-128-cfb',
    'aes-256-ofb',
    'aes-192-ctr',
    'aes-256-cfb8',
    'des-ede3-cfb',
    'des-ede-cbc',
    'sm4-cbc',
    'chacha20',
  ])('PEM encrypted with %s, in whatever case its name is', async (cipher) => {
    const { content, passphrase } = keyVector(`pem/rsa-2048-${cipher}.pem`);
    const fingerprint = await fingerprintIn(content, passphrase);
    expect(fingerprint).toMatch(/^SHA256:/);
    const lower = content
      .toString()
      .replace(/DEK-Info: [A-Z0-9-]+/, (header) => `DEK-Info: ${header.slice(10).toLowerCase()}`);
    expect(await fingerprintIn(lower, passphrase)).toBe(fingerprint);
    await expect(fingerprintIn(content, 'another')).rejects.toMatchObject({ code: 'passphrase-wrong' });
  });

  test.each([
    ['PKCS#8 that is not encrypted under the label of one that is', 'pkcs8/clear-under-encrypted.p8'],
    ['PKCS#8 of a version below zero', 'pkcs8/negative-version.p8'],
  ])('%s', async (_what, path) => {
    const plain = await fingerprintIn(keyVector('pkcs8/rsa-2048.p8').content);
    expect(await fingerprintIn(keyVector(path).content)).toBe(plain);
  });

  test('SubjectPublicKeyInfo under the label of PKCS#1', async () => {
    const plain = await fingerprintIn(keyVector('public/spki-rsa-2048.pem').content);
    expect(await fingerprintIn(keyVector('public/spki-under-rsa.pem').content)).toBe(plain);
  });

  test('PEM with spare bits in its last character; what OpenSSH decodes itself may have none', async () => {
    const plain = await fingerprintIn(keyVector('pem/ecdsa-256.pem').content);
    expect(await fingerprintIn(keyVector('pem/spare-bits.pem').content)).toBe(plain);
    const text = keyVector('pem/ecdsa-256.pem').content.toString();
    const swapped = text.replaceAll('EC PRIVATE', 'OPENSSH PRIVATE').replace(/g==\n/, 'h==\n');
    await expect(fingerprintIn(swapped)).rejects.toMatchObject({ details: { reason: 'base64' } });
  });

  test('PKCS#8 encrypted by PBKDF2 with MD5', async () => {
    const { content, passphrase } = keyVector('pkcs8/ecdsa-256-hmacWithMD5.p8');
    expect(await fingerprintIn(content, passphrase)).toMatch(/^SHA256:/);
  });

  test.each(['aes-256-ecb', 'des-ede', 'camellia-256-ctr', 'camellia-128-ofb', 'aria-192-ctr', 'sm4-ctr'])(
    'PKCS#8 encrypted with %s',
    async (cipher) => {
      const { content, passphrase } = keyVector(`pkcs8/rsa-2048-${cipher}.p8`);
      const expected = await fingerprintIn(keyVector('openssh/rsa-2048').content);
      expect(await fingerprintIn(content, passphrase)).toBe(expected);
      await expect(fingerprintIn(content, 'another')).rejects.toMatchObject({ code: 'passphrase-wrong' });
    },
  );

  test.each([128, 192, 256])(
    'PKCS#8 encrypted with AES-%i key wrap, padded and in whole blocks',
    async (bits) => {
      const padded = keyVector(`pkcs8/rsa-2048-aes${bits}-wrap-pad.p8`);
      const expected = await fingerprintIn(keyVector('openssh/rsa-2048').content);
      expect(await fingerprintIn(padded.content, padded.passphrase)).toBe(expected);
      const whole = keyVector(`pkcs8/ed25519-aes${bits}-wrap.p8`);
      expect(await fingerprintIn(whole.content, whole.passphrase)).toMatch(/^SHA256:/);
      for (const { content } of [padded, whole])
        await expect(fingerprintIn(content, 'another')).rejects.toMatchObject({ code: 'passphrase-wrong' });
    },
  );

  test('a private key in several strings (X.690, 8.7.3) is put together', async () => {
    const read = await parseKeyFile(keyVector('pkcs8/octets-in-pieces.p8').content);
    const whole = await parseKeyFile(keyVector('openssh/rsa-2048').content);
    if (read.kind !== 'private' || whole.kind !== 'private') throw new Error('not private');
    expect(read.privateKeyPem).toBe(whole.privateKeyPem);
  });

  const loose = ['lower-begin', 'no-begin', 'no-end', 'header-and-base64', 'header-last', 'nul-before'];
  test.each(loose)('RFC 4716: %s', async (name) => {
    const expected = await fingerprintIn(keyVector('openssh/rsa-2048').content);
    expect(await fingerprintIn(keyVector(`public/${name}.rfc`).content)).toBe(expected);
  });

  test.each(['pkcs8/three-primes.p8', 'pem/three-primes.pem'])(
    'of RSA with three primes the public half: %s',
    async (path) => {
      const { content } = keyVector(path);
      const read = await parseKeyFile(content);
      const spki = createPublicKey(createPrivateKey(content)).export({ type: 'spki', format: 'pem' });
      expect(read).toMatchObject({ kind: 'private', privateKeyPem: undefined });
      expect(await fingerprintIn(content)).toBe(await fingerprintIn(spki));
    },
  );

  test('primes that are not those of the modulus are refused', async () => {
    const text = keyVector('pem/three-primes.pem').content.toString();
    const der = Buffer.from(text.replaceAll(/-----.*-----/g, ''), 'base64');
    // The last byte is that of the third prime's coefficient, which nobody needs; the prime stands before it.
    for (let at = der.length - 200; at < der.length - 180; at++) der.writeUInt8(der.readUInt8(at) ^ 0x55, at);
    const damaged = fingerprintIn(pem('RSA PRIVATE KEY', der));
    await expect(damaged).rejects.toMatchObject({
      code: 'private-key-invalid',
      details: { reason: 'halves' },
    });
  });

  test.each(['pem/version-2.pem', 'pem/open-length.pem', 'pem/long-length.pem', 'openssh/large-exponent'])(
    '%s',
    async (path) => {
      const expected = await fingerprintIn(keyVector('openssh/rsa-2048').content);
      expect(await fingerprintIn(keyVector(path).content)).toBe(expected);
    },
  );

  test('a private exponent above the modulus, and it is kept as one below: BoringSSL takes no other', async () => {
    const read = await parseKeyFile(keyVector('openssh/large-exponent').content);
    const key = createPrivateKey(read.kind === 'private' ? (read.privateKeyPem ?? '') : '');
    const { n = '', d = '' } = key.export({ format: 'jwk' });
    const size = (number: string): bigint => BigInt(`0x${Buffer.from(number, 'base64url').toString('hex')}`);
    expect(size(d) < size(n)).toBe(true);
    const signature = sign('sha256', Buffer.from('message'), key);
    expect(verify('sha256', Buffer.from('message'), createPublicKey(key), signature)).toBe(true);
  });

  test.each(['public/block-and-line.pem', 'public/line-and-block.pem'])(
    '%s has two keys: ssh-keygen -i reads one of them, -l the other',
    async (path) => {
      const read = await parseKeyFile(Buffer.from(keyVector(path).content));
      const found = read.kind === 'public' ? read.keys.map(({ publicKey }) => publicKey.algorithm) : [];
      expect(found).toEqual(['ecdsa-sha2-nistp384', 'ssh-ed25519']);
    },
  );

  test.each(['public/x509-and-line.pem', 'public/option-with-a-name.pub'])('%s', async (path) => {
    const expected = await fingerprintIn(keyVector('public/openssh-ed25519.pub').content);
    expect(await fingerprintIn(keyVector(path).content)).toBe(expected);
  });

  test('a zero-width space behind BEGIN, and not inside of the Base64', async () => {
    const expected = await fingerprintIn(keyVector('public/spki-ecdsa-384.pem').content);
    const text = keyVector('public/zero-width.pem').content.toString();
    expect(await fingerprintIn(text)).toBe(expected);
    const inside = text.replace('MHYw', 'MHY\u200Bw');
    expect(inside).not.toBe(text);
    await expect(fingerprintIn(inside)).rejects.toMatchObject({ details: { reason: 'base64' } });
  });

  test('PKCS#8 under the label of PKCS#1', async () => {
    const { content } = keyVector('pkcs8/rsa-2048.p8');
    const relabelled = content.toString().replaceAll('PRIVATE KEY', 'RSA PRIVATE KEY');
    expect(await fingerprintIn(relabelled)).toBe(await fingerprintIn(content));
  });

  test.each(['rsa-sha2-256', 'rsa-sha2-512'])('a line with an RSA key under the name %s', (name) => {
    const [, base64 = ''] = publicLines.rsa.split(' ');
    const expected = readPublicKey(publicLines.rsa).fingerprintSha256;
    const read = readPublicKey(`${name} ${base64} me`);
    expect([read.algorithm, read.fingerprintSha256]).toEqual(['ssh-rsa', expected]);
    const blob = Buffer.concat([wireString(name), Buffer.from(base64, 'base64').subarray(11)]);
    expect(readPublicKey(`${name} ${blob.toString('base64')}`).fingerprintSha256).toBe(expected);
  });

  test('an RSA key in PEM whose encoder forgot the zero before its numbers, and wrote more behind', async () => {
    const { n = '' } = createPublicKey(createPrivateKey(keyVector('pem/rsa-2048.pem').content)).export({
      format: 'jwk',
    });
    const modulus = Buffer.concat([Buffer.of(0x02, 0x82, 1, 0), Buffer.from(n, 'base64url')]);
    const numbers = Buffer.concat([modulus, Buffer.of(2, 3, 1, 0, 1)]);
    const der = Buffer.concat([
      Buffer.of(0x30, 0x82, numbers.length >> 8, numbers.length & 0xff),
      numbers,
      Buffer.of(0, 0),
    ]);
    const expected = await fingerprintIn(keyVector('pem/rsa-2048.pem').content);
    expect(await fingerprintIn(pem('RSA PUBLIC KEY', der))).toBe(expected);
  });
});

describe('PKCS#8 of version 2', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(5);
  const point = Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url');
  const attributes = Buffer.from('a00730050603550403', 'hex');
  const withHalf = (version: number, half: Buffer, ...more: readonly Buffer[]): string => {
    const content = Buffer.concat([Buffer.of(2, 1, version), seed, ...more, Buffer.of(0x81, 33, 0), half]);
    return pem('PRIVATE KEY', Buffer.concat([Buffer.of(0x30, content.length), content]));
  };

  test('is read with its public half, and attributes before it', async () => {
    const plain = await fingerprintIn(privateKey.export({ format: 'pem', type: 'pkcs8' }));
    expect(await fingerprintIn(withHalf(1, point))).toBe(plain);
    expect(await fingerprintIn(withHalf(1, point, attributes))).toBe(plain);
  });

  test('is refused where the halves do not belong together; version 1 has none', async () => {
    const refusal = (reason: string) => ({ code: 'private-key-invalid', details: { reason } });
    await expect(fingerprintIn(withHalf(1, Buffer.alloc(32)))).rejects.toMatchObject(refusal('halves'));
    await expect(fingerprintIn(withHalf(0, point))).rejects.toMatchObject(refusal('trailing-bytes'));
  });
});

describe('G6: what ssh-keygen and puttygen refuse is refused', () => {
  const [algorithm = '', base64 = ''] = publicLines.ed25519.split(' ');

  test.each([
    ['a form feed between algorithm and key', `${algorithm}\f${base64}\n`],
    ['a number before the key', `256 ${algorithm} ${base64}\n`],
  ])('%s', async (_what, line) => {
    await expect(fingerprintIn(line)).rejects.toMatchObject({
      code: 'public-key-invalid',
      details: { reason: 'not-a-key', position: 0 },
    });
  });

  const ppk = keyVector('ppk/ed25519-v3.ppk').content.toString();
  test.each([
    ['a MAC in upper case', ppk.replace(/(?<=Private-MAC: ).*/, (mac) => mac.toUpperCase())],
    ['a header in lower case', ppk.replace('Encryption:', 'encryption:')],
    ['headers in another order', ppk.replace(/(Encryption:.*\n)(Comment:.*\n)/, '$2$1')],
  ])('PuTTY: %s', async (_what, text) => {
    expect(text).not.toBe(ppk);
    await expect(fingerprintIn(text)).rejects.toMatchObject({ details: { reason: 'structure' } });
  });

  test.each([
    ['malformed/nul-in-comment-openssh', 'structure'],
    ['malformed/other-seed-openssh', 'halves'],
  ])('%s', async (path, reason) => {
    await expect(fingerprintIn(keyVector(path).content)).rejects.toMatchObject({ details: { reason } });
  });
});
