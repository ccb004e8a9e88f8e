import { uncompressed, type Curve } from './curve-point.ts';
import { DerReader } from './der.ts';
import { namedCurve } from './named-curve.ts';
import { parsePublicKey, type PublicKey } from './public-key.ts';
import { AppError } from '../../shared/ipc/result.ts';
import { oids } from './oids.ts';
import { wireMpint, wireString } from './wire.ts';

/** @param der PKCS#1 (RFC 8017, A.1.1) */
export function parsePkcs1PublicKey(der: Buffer): PublicKey {
  // What follows is passed over, as OpenSSL does.
  const numbers = new DerReader(der).sequence();
  const modulus = numbers.unsigned();
  const exponent = numbers.unsigned();
  numbers.end();
  return rsaPublicKey(modulus, exponent);
}

/**
 * @param der SubjectPublicKeyInfo (RFC 5280, 4.1.2.7): what `BEGIN PUBLIC KEY` holds
 * Errors: `public-key-invalid`, `key-type-unsupported`.
 */
export function parseSpki(der: Buffer): PublicKey {
  const info = new DerReader(der).sequence();
  const algorithm = info.sequence();
  const key = info.bitString();
  info.end();
  const oid = algorithm.oid();
  switch (oid) {
    case oids.rsa:
      algorithm.endAfterOptional();
      return parsePkcs1PublicKey(key);
    case oids.dsa:
      return dsaPublicKey(algorithm.sequence(), new DerReader(key).integer());
    case oids.ec:
      return ecdsaPublicKey(namedCurve(algorithm), key);
    case oids.ed25519:
      return parsePublicKey(Buffer.concat([wireString('ssh-ed25519'), wireString(key)]));
    default:
      throw new AppError('key-type-unsupported', { algorithm: oid });
  }
}

export function rsaPublicKey(modulus: Buffer, exponent: Buffer): PublicKey {
  return parsePublicKey(Buffer.concat([wireString('ssh-rsa'), wireMpint(exponent), wireMpint(modulus)]));
}

function dsaPublicKey(parameters: DerReader, value: Buffer): PublicKey {
  const numbers = [parameters.integer(), parameters.integer(), parameters.integer(), value];
  return parsePublicKey(Buffer.concat([wireString('ssh-dss'), ...numbers.map(wireMpint)]));
}

function ecdsaPublicKey(curve: Curve, point: Buffer): PublicKey {
  const parts = [`ecdsa-sha2-${curve}`, curve, uncompressed(curve, point)];
  return parsePublicKey(Buffer.concat(parts.map(wireString)));
}
