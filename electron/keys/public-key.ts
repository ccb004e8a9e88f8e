import type { KeyType } from '../../shared/model/key-pair.ts';
import { AppError } from '../../shared/ipc/result.ts';
import { isOnCurve, type Curve } from './curve-point.ts';
import { bitLength, invalidKey, wireMpint, WireReader, wireString } from './wire.ts';

/** A public key that was read from its wire form, and found sound. */
export interface PublicKey {
  readonly type: KeyType;
  readonly algorithm: string;
  readonly bits: number;
  /**
   * The wire form: RFC 4253 section 6.6, RFC 5656, RFC 8709, and OpenSSH's PROTOCOL.u2f; of several ways to write a
   * number the shortest, whatever was read: one key has one fingerprint.
   */
  readonly blob: Buffer;
}

interface Algorithm {
  readonly type: KeyType;
  /** Reads what follows the algorithm's name, and gives the key's bits as `ssh-keygen -l` counts them. */
  readonly readBits: (reader: WireReader) => number;
}

/** OpenSSH refuses less than the lower limit and can't carry numbers above the upper one. */
const rsaBits = { min: 1024, max: 16384 } as const;
const dsaBits = { min: 1024, max: 3072 } as const;
const curveBits = { nistp256: 256, nistp384: 384, nistp521: 521 } as const satisfies Record<Curve, number>;

const algorithms: ReadonlyMap<string, Algorithm> = new Map<string, Algorithm>([
  ['ssh-rsa', { type: 'rsa', readBits: readRsa }],
  ['ssh-dss', { type: 'dsa', readBits: readDsa }],
  ['ecdsa-sha2-nistp256', { type: 'ecdsa', readBits: (reader) => readEcdsa(reader, 'nistp256') }],
  ['ecdsa-sha2-nistp384', { type: 'ecdsa', readBits: (reader) => readEcdsa(reader, 'nistp384') }],
  ['ecdsa-sha2-nistp521', { type: 'ecdsa', readBits: (reader) => readEcdsa(reader, 'nistp521') }],
  ['ssh-ed25519', { type: 'ed25519', readBits: readEd25519 }],
  ['sk-ecdsa-sha2-nistp256@openssh.com', { type: 'ecdsa-sk', readBits: readSecurityKeyEcdsa }],
  ['sk-ssh-ed25519@openssh.com', { type: 'ed25519-sk', readBits: readSecurityKeyEd25519 }],
]);

/** Names of signatures. OpenSSH reads keys under these names as well, and calls them by their own from then on. */
const signatureNames: ReadonlyMap<string, string> = new Map([
  ['rsa-sha2-256', 'ssh-rsa'],
  ['rsa-sha2-512', 'ssh-rsa'],
  ['webauthn-sk-ecdsa-sha2-nistp256@openssh.com', 'sk-ecdsa-sha2-nistp256@openssh.com'],
]);

/** The algorithm of a key that is named so. */
export function keyAlgorithm(name: string): string {
  return signatureNames.get(name) ?? name;
}

export function isKnownAlgorithm(name: string): boolean {
  return algorithms.has(keyAlgorithm(name));
}

/** The key of a line of OpenSSH that holds no options, such as Latchkey keeps. Errors: those of `parsePublicKey`. */
export function publicKeyOfLine(line: string): PublicKey {
  return parsePublicKey(Buffer.from(line.split(' ')[1] ?? '', 'base64'));
}

/** Errors: `public-key-invalid` with a reason, `key-type-unsupported`. */
export function parsePublicKey(blob: Buffer): PublicKey {
  const reader = new WireReader(blob);
  const written = reader.text();
  const name = keyAlgorithm(written);
  const algorithm = algorithms.get(name);
  if (algorithm === undefined) throw new AppError('key-type-unsupported');
  const bits = algorithm.readBits(reader);
  reader.end();
  const named =
    name === written ? blob : Buffer.concat([wireString(name), blob.subarray(4 + written.length)]);
  return { type: algorithm.type, algorithm: name, bits, blob: reader.isShortest ? named : shortened(named) };
}

/**
 * The bytes by which keys are compared, as sshd compares them: equal for equal keys, whatever zeros are in front of
 * their numbers. What is no key, or none that is known here, stays as it is.
 */
export function comparableBlob(blob: Buffer): Buffer {
  try {
    return parsePublicKey(blob).blob;
  } catch (error) {
    if (error instanceof AppError) return blob;
    throw error;
  }
}

/** @param blob of RSA or DSA: a name, and numbers */
function shortened(blob: Buffer): Buffer {
  const reader = new WireReader(blob);
  const parts = [wireString(reader.string())];
  while (!reader.isAtEnd) parts.push(wireMpint(reader.mpint()));
  return Buffer.concat(parts);
}

function readRsa(reader: WireReader): number {
  const exponent = reader.mpint();
  const modulus = reader.mpint();
  const bits = bitLength(modulus);
  if (bits < rsaBits.min || bits > rsaBits.max) throw invalidKey('size', { bits });
  // An even number, an exponent of 1 or one that the modulus does not exceed is a key that protects nothing.
  const isSound = isOdd(modulus) && isOdd(exponent) && !isOne(exponent) && isLess(exponent, modulus);
  if (!isSound) throw invalidKey('number');
  return bits;
}

function readDsa(reader: WireReader): number {
  const prime = reader.mpint();
  const bits = bitLength(prime);
  if (bits < dsaBits.min || bits > dsaBits.max) throw invalidKey('size', { bits });
  const subgroup = reader.mpint();
  if (![160, 224, 256].includes(bitLength(subgroup))) throw invalidKey('number');
  const generator = reader.mpint();
  const value = reader.mpint();
  const areInRange = [generator, value].every((number) => !isOne(number) && bitLength(number) <= bits);
  if (!isOdd(prime) || !isOdd(subgroup) || !areInRange) throw invalidKey('number');
  return bits;
}

function readEcdsa(reader: WireReader, curve: Curve): number {
  if (reader.text() !== curve) throw invalidKey('algorithm-mismatch');
  if (!isOnCurve(curve, reader.string())) throw invalidKey('point');
  return curveBits[curve];
}

function readEd25519(reader: WireReader): number {
  if (reader.string().length !== 32) throw invalidKey('point');
  return 256;
}

function readSecurityKeyEcdsa(reader: WireReader): number {
  const bits = readEcdsa(reader, 'nistp256');
  readApplication(reader);
  return bits;
}

function readSecurityKeyEd25519(reader: WireReader): number {
  const bits = readEd25519(reader);
  readApplication(reader);
  return bits;
}

/** What a security key is registered for: `ssh:` or another name, a C string in OpenSSH. */
function readApplication(reader: WireReader): void {
  if (reader.string().includes(0)) throw invalidKey('application');
}

function isOdd(magnitude: Buffer): boolean {
  return ((magnitude.at(-1) ?? 0) & 1) === 1;
}

function isLess(one: Buffer, other: Buffer): boolean {
  return one.length === other.length ? one.compare(other) < 0 : one.length < other.length;
}

function isOne(magnitude: Buffer): boolean {
  return magnitude.length === 1 && magnitude[0] === 1;
}
