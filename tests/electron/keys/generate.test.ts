import { createPrivateKey, createPublicKey } from 'node:crypto';
import ssh2 from 'ssh2';
import { describe, expect, test } from 'vitest';
import { generateKeyPair } from '../../../electron/keys/generate.ts';
import { readPublicKey } from '../../../electron/keys/read-public-key.ts';
import type { KeySpec } from '../../../shared/model/key-pair.ts';
import { listing, publicLineOf } from './ssh-keygen.ts';

const rsaSizes = [2048, 3072, 4096] as const;
const specs: readonly KeySpec[] = [
  ...rsaSizes.map((bits) => ({ type: 'rsa', bits }) as const),
  { type: 'ed25519' },
];

describe.each(specs)('G1: a generated $type $bits key', async (spec) => {
  const { publicKey, privateKeyPem } = await generateKeyPair(spec, 'web key');

  test('has the fingerprints and bits that ssh-keygen -l prints', () => {
    const { bits, fingerprintSha256, fingerprintMd5 } = publicKey;
    expect(listing(publicKey.line)).toEqual({ bits, fingerprint: fingerprintSha256, comment: 'web key' });
    expect(listing(publicKey.line, 'md5')?.fingerprint).toBe(fingerprintMd5);
  });

  test('has a private half from which ssh-keygen -y derives its public line', () => {
    const [algorithm, base64] = publicLineOf(privateKeyPem).split(' ');
    expect(`${algorithm} ${base64} web key`).toBe(publicKey.line);
  });

  test('has a private half that ssh2 reads', () => {
    const parsed = ssh2.utils.parseKey(privateKeyPem);
    if (parsed instanceof Error) throw parsed;
    expect(`${parsed.type} ${parsed.getPublicSSH().toString('base64')} web key`).toBe(publicKey.line);
  });

  test('reads back as what it was said to be', () => {
    expect(readPublicKey(publicKey.line)).toEqual(publicKey);
  });
});

test.each(rsaSizes)('G1: an RSA %i key has exactly that many bits and the exponent 65537', async (bits) => {
  const { publicKey, privateKeyPem } = await generateKeyPair({ type: 'rsa', bits }, '');
  const { n = '' } = createPublicKey(privateKeyPem).export({ format: 'jwk' });
  const modulus = BigInt(`0x${Buffer.from(n, 'base64url').toString('hex')}`);
  expect(modulus.toString(2)).toHaveLength(bits);
  expect(publicKey.bits).toBe(bits);
  expect(createPrivateKey(privateKeyPem).asymmetricKeyDetails?.publicExponent).toBe(65537n);
});

test.each([
  { type: 'rsa', bits: 1024 },
  { type: 'rsa', bits: 2047 },
  { type: 'rsa', bits: 8192 },
  { type: 'rsa' },
  { type: 'dsa' },
  { type: 'ed25519', bits: 256 },
  {},
])('G1: %o is refused', async (spec) => {
  await expect(generateKeyPair(spec as KeySpec, '')).rejects.toMatchObject({ code: 'key-type-unsupported' });
});

test('an RSA private key is PKCS#1 as OpenSSL writes it, to the byte', async () => {
  const { privateKeyPem } = await generateKeyPair({ type: 'rsa', bits: 2048 }, '');
  expect(privateKeyPem).toBe(createPrivateKey(privateKeyPem).export({ type: 'pkcs1', format: 'pem' }));
});

test('G4: a comment with a newline is neither a second public line nor one in the private key', async () => {
  const { publicKey, privateKeyPem } = await generateKeyPair({ type: 'ed25519' }, 'a\nssh-rsa AAAA b');
  expect(publicKey.line.split(/[\r\n]/)).toHaveLength(1);
  expect(publicLineOf(privateKeyPem)).toBe(publicKey.line);
});

test('G2: an aborted generation ends at once, and its key is dropped', async () => {
  const abortion = new AbortController();
  const generation = generateKeyPair({ type: 'rsa', bits: 2048 }, '', abortion.signal);
  abortion.abort();
  await expect(generation).rejects.toMatchObject({ code: 'cancelled' });
});

test('G2: with an aborted signal nothing is generated', async () => {
  const generation = generateKeyPair({ type: 'ed25519' }, '', AbortSignal.abort());
  await expect(generation).rejects.toMatchObject({ code: 'cancelled' });
});

test('an abort after the end changes nothing', async () => {
  const abortion = new AbortController();
  const { publicKey } = await generateKeyPair({ type: 'ed25519' }, '', abortion.signal);
  abortion.abort();
  expect(publicKey.bits).toBe(256);
});
