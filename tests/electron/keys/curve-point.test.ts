import { createECDH, createPublicKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOnCurve, uncompressed } from '../../../electron/keys/curve-point.ts';
import { appErrorOf } from './app-error-of.ts';

const curves = [
  ['nistp256', 'prime256v1', 'P-256'],
  ['nistp384', 'secp384r1', 'P-384'],
  ['nistp521', 'secp521r1', 'P-521'],
] as const;

describe.each(curves)('%s', (curve, opensslName, jwkName) => {
  const ecdh = createECDH(opensslName);
  const point = ecdh.generateKeys();

  test('has OpenSSL’s points, compressed ones too', () => {
    for (let left = 20; left > 0; left--) {
      const other = ecdh.generateKeys();
      expect(isOnCurve(curve, other)).toBe(true);
      expect(uncompressed(curve, ecdh.getPublicKey(null, 'compressed')).equals(other)).toBe(true);
    }
  });

  test('a hybrid point is the same one, and its sign has to be right', () => {
    const hybrid = ecdh.getPublicKey(null, 'hybrid');
    expect(uncompressed(curve, hybrid).equals(ecdh.getPublicKey())).toBe(true);
    const wrongSign = Buffer.concat([Buffer.of((hybrid[0] ?? 0) ^ 1), hybrid.subarray(1)]);
    for (const wrong of [wrongSign, hybrid.subarray(0, -1)])
      expect(appErrorOf(() => uncompressed(curve, wrong))?.details['reason']).toBe('point');
  });

  test('and no others: OpenSSL has the same opinion of changed ones', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: point.length - 1 }),
        fc.integer({ min: 0, max: 255 }),
        (index, byte) => {
          const changed = Buffer.from(point);
          changed[index] = byte;
          expect(isOnCurve(curve, changed)).toBe(opensslTakes(changed, jwkName));
        },
      ),
      { numRuns: 50 },
    );
  });

  test.each([0, 1, 2])('refuses compressed points that are none (%i)', (kind) => {
    const compressed = ecdh.getPublicKey(null, 'compressed');
    const wrong = [
      Buffer.concat([Buffer.of(2), Buffer.alloc(compressed.length - 1, 0xff)]),
      compressed.subarray(1),
      Buffer.of(0),
    ][kind];
    expect(appErrorOf(() => uncompressed(curve, wrong ?? Buffer.alloc(0)))?.details['reason']).toBe('point');
  });
});

function opensslTakes(point: Buffer, crv: string): boolean {
  const half = (point.length - 1) / 2;
  const [x, y] = [point.subarray(1, 1 + half), point.subarray(1 + half)].map((bytes) =>
    bytes.toString('base64url'),
  );
  try {
    createPublicKey({ key: { kty: 'EC', crv, x: x ?? '', y: y ?? '' }, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}
