import { createPublicKey } from 'node:crypto';

export type Curve = 'nistp256' | 'nistp384' | 'nistp521';

const curves = {
  nistp256: { name: 'P-256', fieldBytes: 32 },
  nistp384: { name: 'P-384', fieldBytes: 48 },
  nistp521: { name: 'P-521', fieldBytes: 66 },
} as const satisfies Record<Curve, { name: string; fieldBytes: number }>;

/** @param point uncompressed (SEC 1, 2.3.3), the only form that OpenSSH writes and reads */
export function isOnCurve(curve: Curve, point: Buffer): boolean {
  const { name, fieldBytes } = curves[curve];
  if (point.length !== 1 + 2 * fieldBytes || point[0] !== 4) return false;
  const x = point.toString('base64url', 1, 1 + fieldBytes);
  const y = point.toString('base64url', 1 + fieldBytes);
  try {
    createPublicKey({ key: { kty: 'EC', crv: name, x, y }, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}
