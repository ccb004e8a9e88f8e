import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparableBlob, parsePublicKey } from '../../../electron/keys/public-key.ts';
import { publicLine } from '../../../electron/keys/public-line.ts';
import { readPublicKey } from '../../../electron/keys/read-public-key.ts';
import { appErrorOf } from './app-error-of.ts';
import { blobFrom, blobOf, partsOf, sampleLines } from './sample-keys.ts';
import { listing } from './ssh-keygen.ts';

const rsa = partsOf(blobOf(sampleLines.rsa));
const [, exponent = Buffer.alloc(0), modulus = Buffer.alloc(0)] = rsa;
const dsa = partsOf(blobOf(sampleLines.dsa));
const ecdsa = partsOf(blobOf(sampleLines['ecdsa-256']));
const point = ecdsa[2] ?? Buffer.alloc(0);
const edPoint = partsOf(blobOf(sampleLines.ed25519))[1] ?? Buffer.alloc(0);

/** A number of so many bits, all ones: odd, and in its shortest form. */
function ones(bits: number): Buffer {
  const magnitude = Buffer.from(
    ((1n << BigInt(bits)) - 1n).toString(16).padStart(Math.ceil(bits / 8) * 2, '0'),
    'hex',
  );
  return (magnitude[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), magnitude]) : magnitude;
}

/** The number with zeros in front, up to a length. */
function filled(number: Buffer, length: number): Buffer {
  return Buffer.concat([Buffer.alloc(length - number.length), number]);
}

function changedAt(bytes: Buffer, index: number, change: (byte: number) => number): Buffer {
  const copy = Buffer.from(bytes);
  copy[index] = change(copy[index] ?? 0);
  return copy;
}

describe('a sound key', () => {
  test.each(Object.entries(sampleLines))('of type %s has the bits that ssh-keygen counts', (_type, line) => {
    const { bits, algorithm } = parsePublicKey(blobOf(line));
    expect(bits).toBe(listing(line)?.bits);
    expect(algorithm).toBe(line.split(' ')[0]);
  });

  test.each([1024, 1025, 16384])('of RSA with %i bits is taken, by ssh-keygen as well', (bits) => {
    const blob = blobFrom('ssh-rsa', exponent, ones(bits));
    expect(parsePublicKey(blob).bits).toBe(bits);
    expect(listing(publicLine({ algorithm: 'ssh-rsa', blob }, ''))?.bits).toBe(bits);
  });
});

test('G6: an RSA exponent as long as the modulus and below it is read, as ssh-keygen does', () => {
  const blob = blobFrom(
    'ssh-rsa',
    changedAt(modulus, 1, () => 0x80),
    modulus,
  );
  expect(parsePublicKey(blob).bits).toBe(2048);
  expect(listing(publicLine({ algorithm: 'ssh-rsa', blob }, ''))?.bits).toBe(2048);
});

describe('needless zeros before numbers', () => {
  const canonical = listing(sampleLines.rsa)?.fingerprint;

  test.each([
    ['a modulus', blobFrom('ssh-rsa', exponent, filled(modulus, modulus.length + 1))],
    ['a modulus as long as OpenSSH carries', blobFrom('ssh-rsa', exponent, filled(modulus, 2049))],
    ['an exponent', blobFrom('ssh-rsa', filled(exponent, 2049), modulus)],
    ['both', blobFrom('ssh-rsa', filled(exponent, 5), filled(modulus, 300))],
  ])('G6: %s with them is the key without them, as for ssh-keygen', (_what, blob) => {
    expect(listing(publicLine({ algorithm: 'ssh-rsa', blob }, ''))?.fingerprint).toBe(canonical);
    expect(parsePublicKey(blob).blob).toEqual(blobOf(sampleLines.rsa));
    expect(comparableBlob(blob)).toEqual(blobOf(sampleLines.rsa));
    const line = `ssh-rsa ${blob.toString('base64')} me`;
    const read = readPublicKey(line);
    expect(read.fingerprintSha256).toBe(canonical);
    expect(read.line).toBe(`${sampleLines.rsa.split(' ').slice(0, 2).join(' ')} me`);
  });

  test.each([1, 2, 3, 4])('G6: nor do they matter in number %i of a DSA key', (index) => {
    const blob = blobFrom(...dsa.map((part, at) => (at === index ? filled(part, part.length + 3) : part)));
    expect(parsePublicKey(blob).blob).toEqual(blobOf(sampleLines.dsa));
    const { fingerprint } = listing(sampleLines.dsa) ?? {};
    expect(listing(publicLine({ algorithm: 'ssh-dss', blob }, ''))?.fingerprint).toBe(fingerprint);
  });

  test('a blob without them is given back itself, and what is no key is compared as it stands', () => {
    const blob = blobOf(sampleLines.rsa);
    expect(parsePublicKey(blob).blob).toBe(blob);
    const junk = Buffer.from('no key at all');
    expect(comparableBlob(junk)).toBe(junk);
  });
});

describe('bytes that are no sound key are refused with a reason', () => {
  test.each([
    ['nothing', Buffer.alloc(0), 'truncated'],
    ['a cut key', blobOf(sampleLines.rsa).subarray(0, -1), 'truncated'],
    ['a length beyond the end', Buffer.from('ffffffff00', 'hex'), 'truncated'],
    ['a byte too many', Buffer.concat([blobOf(sampleLines.ed25519), Buffer.of(0)]), 'trailing-bytes'],
    ['RSA of 1023 bits', blobFrom('ssh-rsa', exponent, ones(1023)), 'size'],
    ['RSA of 16385 bits', blobFrom('ssh-rsa', exponent, ones(16385)), 'size'],
    ['an exponent of 1', blobFrom('ssh-rsa', Buffer.of(1), modulus), 'number'],
    ['an even exponent', blobFrom('ssh-rsa', Buffer.of(4), modulus), 'number'],
    ['an exponent that is the modulus', blobFrom('ssh-rsa', modulus, modulus), 'number'],
    [
      'an exponent above the modulus',
      blobFrom(
        'ssh-rsa',
        changedAt(modulus, 1, () => 0xff),
        modulus,
      ),
      'number',
    ],
    ['an exponent of zero bytes', blobFrom('ssh-rsa', '', modulus), 'number'],
    ['a modulus longer than OpenSSH carries', blobFrom('ssh-rsa', exponent, filled(modulus, 2050)), 'number'],
    [
      'an exponent longer than OpenSSH carries',
      blobFrom('ssh-rsa', filled(exponent, 2050), modulus),
      'number',
    ],
    ['a modulus of zeros', blobFrom('ssh-rsa', exponent, Buffer.alloc(257)), 'number'],
    ['an exponent of zero', blobFrom('ssh-rsa', Buffer.alloc(1), modulus), 'number'],
    ['a negative modulus', blobFrom('ssh-rsa', exponent, modulus.subarray(1)), 'number'],
    [
      'an even modulus',
      blobFrom(
        'ssh-rsa',
        exponent,
        changedAt(modulus, modulus.length - 1, (b) => b & 0xfe),
      ),
      'number',
    ],
    ['DSA of 512 bits', blobFrom('ssh-dss', ones(512), ones(160), Buffer.of(2), Buffer.of(3)), 'size'],
    [
      'DSA with a short subgroup',
      blobFrom('ssh-dss', dsa[1] ?? '', ones(152), Buffer.of(2), Buffer.of(3)),
      'number',
    ],
    [
      'DSA with a generator of 1',
      blobFrom('ssh-dss', dsa[1] ?? '', dsa[2] ?? '', Buffer.of(1), Buffer.of(3)),
      'number',
    ],
    [
      'a curve that is not the name’s',
      blobFrom('ecdsa-sha2-nistp256', 'nistp384', point),
      'algorithm-mismatch',
    ],
    ['a cut point', blobFrom('ecdsa-sha2-nistp256', 'nistp256', point.subarray(0, -1)), 'point'],
    [
      'a point off the curve',
      blobFrom(
        'ecdsa-sha2-nistp256',
        'nistp256',
        changedAt(point, 40, (b) => b ^ 1),
      ),
      'point',
    ],
    [
      'a compressed point',
      blobFrom(
        'ecdsa-sha2-nistp256',
        'nistp256',
        changedAt(point, 0, () => 2),
      ),
      'point',
    ],
    ['an Ed25519 key of 31 bytes', blobFrom('ssh-ed25519', edPoint.subarray(1)), 'point'],
    ['an application with NUL', blobFrom('sk-ssh-ed25519@openssh.com', edPoint, 'ssh:\0'), 'application'],
  ])('%s', (_what, blob, reason) => {
    const error = appErrorOf(() => parsePublicKey(blob));
    expect(error?.code).toBe('public-key-invalid');
    expect(error?.details['reason']).toBe(reason);
  });

  test('an algorithm that is not known', () => {
    const error = appErrorOf(() => parsePublicKey(blobFrom('ssh-ed448', Buffer.alloc(57))));
    expect(error?.code).toBe('key-type-unsupported');
  });
});

test('what ssh-keygen refuses of damaged keys is refused here too', () => {
  const blobs = Object.values(sampleLines).map(blobOf);
  const damage = fc.record({
    blob: fc.constantFrom(...blobs),
    index: fc.nat(),
    byte: fc.integer({ min: 0, max: 255 }),
    cut: fc.option(fc.integer({ min: 0, max: 40 })),
  });
  fc.assert(
    fc.property(damage, ({ blob, index, byte, cut }) => {
      const damaged = changedAt(blob, index % Math.min(blob.length, 60), () => byte).subarray(
        0,
        cut ?? blob.length,
      );
      const algorithm = damaged
        .subarray(4, 4 + (damaged.length > 4 ? (damaged[3] ?? 0) : 0))
        .toString('latin1');
      const accepted = appErrorOf(() => parsePublicKey(damaged)) === undefined;
      if (accepted) expect(listing(publicLine({ algorithm, blob: damaged }, ''))).toBeDefined();
      else expect(damaged.equals(blob)).toBe(false);
    }),
    { numRuns: 300 },
  );
});
