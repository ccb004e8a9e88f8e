import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { parsePublicKey, type PublicKey } from './public-key.ts';
import { inverseModulo, powerModulo, toBytes, toNumber } from './whole-number.ts';
import { WireReader } from './wire.ts';

/** RFC 8332 and RFC 4253: what an RSA key may sign with. SHA-1 signs nothing any more, but old certificates have it. */
const rsaHashes: ReadonlyMap<string, string> = new Map([
  ['ssh-rsa', 'sha1'],
  ['rsa-sha2-256', 'sha256'],
  ['rsa-sha2-512', 'sha512'],
]);

interface EcdsaScheme {
  readonly jwkCurve: string;
  /** RFC 5656, 6.2.1. */
  readonly hash: string;
  readonly numberBytes: number;
}

const ecdsaSchemes: ReadonlyMap<string, EcdsaScheme> = new Map([
  ['nistp256', { jwkCurve: 'P-256', hash: 'sha256', numberBytes: 32 }],
  ['nistp384', { jwkCurve: 'P-384', hash: 'sha384', numberBytes: 48 }],
  ['nistp521', { jwkCurve: 'P-521', hash: 'sha512', numberBytes: 66 }],
]);
/** RFC 4253, 6.6: two numbers of 160 bits. */
const dsaNumberBytes = 20;
/** PROTOCOL.u2f: a byte of flags and a counter. */
const securityKeyBytes = 5;

/**
 * Whether the key of a certificate's signer made its signature, as ssh-keygen checks it. That the signer is to be
 * trusted is not said by that.
 * @param signer its public key's wire form
 * Errors: `public-key-invalid`, `key-type-unsupported`.
 */
export function isSignedBy(signer: Buffer, signed: Buffer, signature: Buffer): boolean {
  const key = parsePublicKey(signer);
  const reader = new WireReader(signature);
  const algorithm = reader.text();
  const value = reader.string();
  const rest = reader.rest();
  const isSecurityKey = key.type === 'ecdsa-sk' || key.type === 'ed25519-sk';
  if (rest.length !== (isSecurityKey ? securityKeyBytes : 0)) return false;
  const data = isSecurityKey ? securityKeyData(signer, signed, rest) : signed;
  if (key.type !== 'rsa' && algorithm !== key.algorithm) return false;
  return isSignature(key, algorithm, value, data);
}

function isSignature(key: PublicKey, algorithm: string, value: Buffer, data: Buffer): boolean {
  const fields = new WireReader(key.blob);
  fields.text();
  switch (key.type) {
    case 'rsa':
      return isRsaSignature(fields, algorithm, value, data);
    case 'ecdsa':
    case 'ecdsa-sk':
      return isEcdsaSignature(fields, value, data);
    case 'ed25519':
    case 'ed25519-sk':
      return isEd25519Signature(fields.string(), value, data);
    case 'dsa':
      return isDsaSignature(fields, value, data);
  }
}

function fromJwk(key: Readonly<Record<string, string>>): KeyObject {
  return createPublicKey({ key, format: 'jwk' });
}

/** A key with which node:crypto can't calculate (an exponent beyond all sense) has signed nothing. */
function isVerified(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}

function isRsaSignature(fields: WireReader, algorithm: string, value: Buffer, data: Buffer): boolean {
  const hash = rsaHashes.get(algorithm);
  const [e, n] = [fields.mpint(), fields.mpint()];
  if (hash === undefined || value.length > n.length) return false;
  const jwk = { kty: 'RSA', n: n.toString('base64url'), e: e.toString('base64url') };
  // OpenSSH, too, takes signatures whose leading zeros were left out.
  const whole = Buffer.concat([Buffer.alloc(n.length - value.length), value]);
  return isVerified(() => verify(hash, data, fromJwk(jwk), whole));
}

function isEcdsaSignature(fields: WireReader, value: Buffer, data: Buffer): boolean {
  const scheme = ecdsaSchemes.get(fields.text());
  const point = fields.string();
  const numbers = new WireReader(value);
  const [r, s] = [numbers.mpint(), numbers.mpint()];
  numbers.end();
  if (scheme === undefined || Math.max(r.length, s.length) > scheme.numberBytes) return false;
  const { jwkCurve, hash, numberBytes } = scheme;
  const half = (start: number): string => point.subarray(start, start + numberBytes).toString('base64url');
  const jwk = { kty: 'EC', crv: jwkCurve, x: half(1), y: half(1 + numberBytes) };
  const pair = Buffer.concat([r, s].map((number) => toBytes(toNumber(number), numberBytes)));
  return isVerified(() => verify(hash, data, { key: fromJwk(jwk), dsaEncoding: 'ieee-p1363' }, pair));
}

function isEd25519Signature(point: Buffer, value: Buffer, data: Buffer): boolean {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: point.toString('base64url') };
  return isVerified(() => verify(null, data, fromJwk(jwk), value));
}

/** FIPS 186-4, 4.7, by hand: Electron's BoringSSL has no DSA. */
function isDsaSignature(fields: WireReader, value: Buffer, data: Buffer): boolean {
  if (value.length !== 2 * dsaNumberBytes) return false;
  const [p, q, g, y] = [fields, fields, fields, fields].map((reader) => toNumber(reader.mpint())) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  const [r, s] = [toNumber(value.subarray(0, dsaNumberBytes)), toNumber(value.subarray(dsaNumberBytes))];
  const w = s > 0n && s < q ? inverseModulo(s, q) : undefined;
  if (w === undefined || r <= 0n || r >= q) return false;
  const digest = toNumber(createHash('sha1').update(data).digest());
  const v = (powerModulo(g, (digest * w) % q, p) * powerModulo(y, (r * w) % q, p)) % p;
  return v % q === r;
}

/** PROTOCOL.u2f: the device signs hashes, with its flags and its counter in between. */
function securityKeyData(signer: Buffer, signed: Buffer, flagsAndCounter: Buffer): Buffer {
  const parts = new WireReader(signer);
  let application = parts.string();
  while (!parts.isAtEnd) application = parts.string();
  const digest = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
  return Buffer.concat([digest(application), flagsAndCounter, digest(signed)]);
}
