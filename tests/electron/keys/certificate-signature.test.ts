import { createHash, createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseCertificate } from '../../../electron/keys/certificate.ts';
import { appErrorOf } from './app-error-of.ts';
import { blobFrom, blobOf, partsOf } from './sample-keys.ts';
import { listing } from './ssh-keygen.ts';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-certificates-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function keygen(...args: string[]): void {
  execFileSync('ssh-keygen', ['-q', ...args], { cwd: folder });
}

keygen('-t', 'ed25519', '-N', '', '-f', 'user', '-C', 'anna');

/** A certificate by a signer of such a kind, and what ssh-keygen signs it with. */
function certifiedBy(name: string, options: readonly string[], signing: readonly string[]): string {
  keygen('-N', '', '-f', name, ...options);
  const terms = ['-I', 'anna', '-n', 'anna,root', '-O', 'no-pty', '-O', 'source-address=10.0.0.0/8'];
  keygen('-s', name, ...signing, ...terms, 'user.pub');
  return readFileSync(join(folder, 'user-cert.pub'), 'utf8').trimEnd();
}

const signers = [
  ['rsa', ['-t', 'rsa', '-b', '2048'], []],
  ['rsa-sha256', ['-t', 'rsa', '-b', '1024'], ['-t', 'rsa-sha2-256']],
  ['rsa-sha1', ['-t', 'rsa', '-b', '2048'], ['-t', 'ssh-rsa']],
  ['ecdsa-256', ['-t', 'ecdsa', '-b', '256'], []],
  ['ecdsa-384', ['-t', 'ecdsa', '-b', '384'], []],
  ['ecdsa-521', ['-t', 'ecdsa', '-b', '521'], []],
  ['ed25519', ['-t', 'ed25519'], []],
  ['dsa', ['-t', 'dsa'], []],
] as const;
const certificates = signers.map(([name, options, signing]) => ({
  name,
  line: certifiedBy(name, options, signing),
}));
const [{ line: first } = { line: '' }] = certificates;

function reasonFor(line: string): unknown {
  return appErrorOf(() => parseCertificate(blobOf(line)))?.details['reason'];
}

function lineOf(blob: Buffer, like: string): string {
  return `${like.split(' ')[0] ?? ''} ${blob.toString('base64')} changed`;
}

/** Certificate bytes without signer and signature, and the two. */
function taken(line: string): {
  readonly terms: Buffer;
  readonly signer: Buffer;
  readonly signature: Buffer;
} {
  const blob = blobOf(line);
  const read = (at: number): Buffer => blob.subarray(at + 4, at + 4 + blob.readUInt32BE(at));
  let at = 0;
  // Name, nonce, key; serial, role; identity, principals; validity; options, extensions, reserved.
  for (let field = 0; field < 3; field++) at += 4 + blob.readUInt32BE(at);
  at += 12;
  for (let field = 0; field < 2; field++) at += 4 + blob.readUInt32BE(at);
  at += 16;
  for (let field = 0; field < 3; field++) at += 4 + blob.readUInt32BE(at);
  const signer = read(at);
  return { terms: blob.subarray(0, at), signer, signature: read(at + 4 + signer.length) };
}

/** A certificate by a security key, which ssh-keygen makes with the device alone. */
function bySecurityKey(algorithm: string, key: KeyObject, point: Buffer[], hash: string | null): string {
  const { terms } = taken(first);
  const signed = Buffer.concat([terms, blobFrom(blobFrom(algorithm, ...point, 'ssh:'))]);
  const digest = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest();
  const flagsAndCounter = Buffer.from('0100000007', 'hex');
  const data = Buffer.concat([digest('ssh:'), flagsAndCounter, digest(signed)]);
  const raw = sign(hash, data, { key, dsaEncoding: 'ieee-p1363' });
  const value = hash === null ? raw : blobFrom(mpint(raw.subarray(0, 32)), mpint(raw.subarray(32)));
  const signature = Buffer.concat([blobFrom(algorithm, value), flagsAndCounter]);
  return lineOf(Buffer.concat([signed, blobFrom(signature)]), first);
}

function mpint(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0);
  const magnitude = bytes.subarray(start);
  return (magnitude[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), magnitude]) : magnitude;
}

const bytesOf = (key: KeyObject, name: 'x' | 'y'): Buffer =>
  Buffer.from(String(key.export({ format: 'jwk' })[name]), 'base64url');
const ed25519 = generateKeyPairSync('ed25519');
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const p256Point = Buffer.concat([Buffer.of(4), bytesOf(p256.publicKey, 'x'), bytesOf(p256.publicKey, 'y')]);
const bySecurityKeys = [
  {
    name: 'sk-ed25519',
    line: bySecurityKey(
      'sk-ssh-ed25519@openssh.com',
      ed25519.privateKey,
      [bytesOf(ed25519.publicKey, 'x')],
      null,
    ),
  },
  {
    name: 'sk-ecdsa',
    line: bySecurityKey(
      'sk-ecdsa-sha2-nistp256@openssh.com',
      p256.privateKey,
      [Buffer.from('nistp256'), p256Point],
      'sha256',
    ),
  },
];
const all = [...certificates, ...bySecurityKeys];

describe('G6: a certificate', () => {
  test.each(all)('signed by a $name key is read, as ssh-keygen reads it', ({ line }) => {
    expect(listing(line)).toBeDefined();
    expect(parseCertificate(blobOf(line))).toMatchObject({
      key: { type: 'ed25519' },
      certificate: { keyId: 'anna', principals: ['anna', 'root'] },
    });
  });

  test.each(all)('whose signature by a $name key was changed is refused, as by ssh-keygen', ({ line }) => {
    const { terms, signer, signature } = taken(line);
    const changed = Buffer.from(signature);
    const last = changed.length - 1;
    changed[last] = (changed[last] ?? 0) ^ 1;
    const bad = lineOf(Buffer.concat([terms, blobFrom(signer, changed)]), line);
    expect(listing(bad)).toBeUndefined();
    expect(reasonFor(bad)).toBe('certificate-signature');
  });

  test.each(all)('whose terms were changed after a $name key signed it is refused', ({ line }) => {
    const { terms, signer, signature } = taken(line);
    const other = Buffer.from(terms.toString('latin1').replace('root', 'toor'), 'latin1');
    const bad = lineOf(Buffer.concat([other, blobFrom(signer, signature)]), line);
    expect(listing(bad)).toBeUndefined();
    expect(reasonFor(bad)).toBe('certificate-signature');
  });

  test.each([
    ['of another algorithm', (value: Buffer) => blobFrom('ssh-dss', value)],
    [
      'with something after it',
      (value: Buffer) => Buffer.concat([blobFrom('ssh-ed25519', value), Buffer.of(1)]),
    ],
    ['of no bytes', () => blobFrom('ssh-ed25519', '')],
    ['of one byte', () => blobFrom('ssh-ed25519', 'x')],
  ])('with a signature %s is refused, as by ssh-keygen', (_what, change) => {
    const { line = '' } = certificates.find(({ name }) => name === 'ed25519') ?? {};
    const { terms, signer, signature } = taken(line);
    const value = partsOf(signature)[1] ?? Buffer.alloc(0);
    const bad = lineOf(Buffer.concat([terms, blobFrom(signer, change(value))]), line);
    expect(listing(bad)).toBeUndefined();
    expect(reasonFor(bad)).toBe('certificate-signature');
  });

  test('signed by another key than the one it names is refused, as by ssh-keygen', () => {
    const { terms, signature } = taken(first);
    const other = taken(certificates[1]?.line ?? '').signer;
    const bad = lineOf(Buffer.concat([terms, blobFrom(other, signature)]), first);
    expect(listing(bad)).toBeUndefined();
    expect(reasonFor(bad)).toBe('certificate-signature');
  });
});

test('an identity or a list of options that is not well formed is refused although it is signed', () => {
  const key = createPrivateKey(ed25519.privateKey.export({ format: 'pem', type: 'pkcs8' }));
  const signer = blobFrom('ssh-ed25519', bytesOf(ed25519.publicKey, 'x'));
  const resigned = (terms: Buffer): string => {
    const signed = Buffer.concat([terms, blobFrom(signer)]);
    const signature = blobFrom('ssh-ed25519', sign(null, signed, key));
    return lineOf(Buffer.concat([signed, blobFrom(signature)]), first);
  };
  const { terms } = taken(first);
  const withNul = Buffer.from(terms.toString('latin1').replace('anna', 'an\0a'), 'latin1');
  const options = Buffer.from(
    terms.toString('latin1').replace('source-address', 'source-addre\xff\xff'),
    'latin1',
  );
  const badOptions = Buffer.from(terms);
  badOptions.writeUInt32BE(3, terms.indexOf('source-address') - 4);
  for (const [changed, isSound] of [
    [terms, true],
    [options, true],
    [withNul, false],
    [badOptions, false],
  ] as const) {
    const line = resigned(changed);
    expect(listing(line) !== undefined).toBe(isSound);
    expect(appErrorOf(() => parseCertificate(blobOf(line)))?.code).toBe(
      isSound ? undefined : 'public-key-invalid',
    );
  }
});
