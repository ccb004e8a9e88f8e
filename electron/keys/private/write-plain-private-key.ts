import { derElement, derInteger, derTag } from '../der.ts';
import { toMagnitude, toNumber } from '../whole-number.ts';
import { rsaCoefficient } from './openssh-fields.ts';
import type { PrivateKey, RsaPrivateKey } from './private-key.ts';
import { writeOpensshPrivateKey } from './write-openssh-private-key.ts';

const pemLineLength = 64;

/** A private key as Latchkey keeps it, not encrypted: RSA as PKCS#1 in PEM, other kinds in OpenSSH's format. */
export function plainPrivateKey(key: PrivateKey, comment: string): string {
  return key.type === 'rsa' ? writePkcs1(key) : writeOpensshPrivateKey(key, comment);
}

/** RFC 8017, A.1.2, in PEM: what ssh clients have always read. */
export function writePkcs1(key: RsaPrivateKey): string {
  const { modulus, publicExponent, prime1, prime2 } = key;
  const privateExponent = shortestExponent(key);
  const exponentFor = (prime: Buffer): Buffer =>
    toMagnitude(toNumber(privateExponent) % (toNumber(prime) - 1n));
  const numbers = [Buffer.of(0), modulus, publicExponent, privateExponent, prime1, prime2];
  const derived = [exponentFor(prime1), exponentFor(prime2), rsaCoefficient(key)];
  const content = [...numbers, ...derived].map(derInteger);
  const der = derElement(derTag.sequence, ...content);
  const lines = der.toString('base64').match(new RegExp(`.{1,${pemLineLength}}`, 'g')) ?? [];
  for (const bytes of [der, ...content, ...derived, privateExponent]) bytes.fill(0);
  return `-----BEGIN RSA PRIVATE KEY-----\n${lines.join('\n')}\n-----END RSA PRIVATE KEY-----\n`;
}

/** One above the modulus is refused by BoringSSL, with which the application logs on. */
function shortestExponent({ modulus, privateExponent, prime1, prime2 }: RsaPrivateKey): Buffer {
  const exponent = toNumber(privateExponent);
  if (exponent < toNumber(modulus)) return Buffer.from(privateExponent);
  return toMagnitude(exponent % ((toNumber(prime1) - 1n) * (toNumber(prime2) - 1n)));
}
