import { derTag } from './der.ts';

/** What a key in DER is, judged by how its first elements are nested. */
export type DerFormat =
  'pkcs1' | 'pkcs1-public' | 'dsa' | 'sec1' | 'pkcs8' | 'pkcs8-encrypted' | 'spki' | 'x509' | 'pkcs12';

/** Judges by the start alone, so that a key that was cut is recognised too. */
export function derFormat(der: Buffer): DerFormat | undefined {
  if (der[0] !== derTag.sequence) return undefined;
  const first = skipHeader(der, 0);
  if (der[first] === derTag.sequence) return formatWithAlgorithm(der, first);
  if (der[first] !== derTag.integer) return undefined;
  const version = skipHeader(der, first);
  // RFC 7292, 4: of what begins with a number, this one alone has a 3 there.
  if (der[first + 1] === 1 && der[version] === 3 && der[version + 1] === derTag.sequence) return 'pkcs12';
  const hasVersion = der[first + 1] === 1 && (der[version] ?? 2) <= 1;
  return hasVersion ? formatWithVersion(der, version + 1) : 'pkcs1-public';
}

/** The first element is the algorithm of what comes next. */
function formatWithAlgorithm(der: Buffer, at: number): DerFormat | undefined {
  const start = skipHeader(der, at);
  if (der[start] !== derTag.oid) return 'x509';
  const lengthByte = der[at + 1] ?? 0;
  const length = lengthByte < 0x80 ? lengthByte : der.subarray(at + 2, start).reduce(appendByte, 0);
  const next = der[start + length];
  if (next === derTag.octetString) return 'pkcs8-encrypted';
  return next === derTag.bitString ? 'spki' : undefined;
}

/** In private keys a number 0 or 1 comes first, and public keys do not begin with one. */
function formatWithVersion(der: Buffer, at: number): DerFormat | undefined {
  if (der[at] === derTag.sequence) return 'pkcs8';
  if (der[at] === derTag.octetString) return 'sec1';
  return isRsa(der, at) ? 'pkcs1' : 'dsa';
}

/** What follows is the modulus and a short exponent in RSA; in DSA a prime and a subgroup of 160 bits or more. */
function isRsa(der: Buffer, at: number): boolean {
  const start = skipHeader(der, at);
  const lengthByte = der[at + 1] ?? 0;
  const length = lengthByte < 0x80 ? lengthByte : der.subarray(at + 2, start).reduce(appendByte, 0);
  return (der[start + length + 1] ?? 0) < 20;
}

function appendByte(number: number, byte: number): number {
  return number * 256 + byte;
}

/** Where the content of the element begins that begins here. */
function skipHeader(der: Buffer, at: number): number {
  const lengthByte = der[at + 1] ?? 0;
  return at + 2 + (lengthByte > 0x80 ? lengthByte - 0x80 : 0);
}
