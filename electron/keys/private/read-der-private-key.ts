import { AppError } from '../../../shared/ipc/result.ts';
import { uncompressed, type Curve } from '../curve-point.ts';
import { DerReader, derTag, withoutZeros } from '../der.ts';
import { namedCurve } from '../named-curve.ts';
import { oids } from '../oids.ts';
import { toMagnitude } from '../whole-number.ts';
import { invalidKey } from '../wire.ts';
import { dsaPublicValue, ed25519PointOf, pointOf } from './check-private-key.ts';
import { multiPrimeKey } from './multi-prime-key.ts';
import type {
  DsaPrivateKey,
  EcdsaPrivateKey,
  Ed25519PrivateKey,
  MultiPrimeKey,
  PrivateKey,
  RsaPrivateKey,
} from './private-key.ts';

/**
 * PKCS#1 (RFC 8017, A.1.2). The exponents and the coefficient for the remainder theorem are read and dropped: they are
 * calculated where they are needed.
 */
export function readPkcs1(der: Buffer): RsaPrivateKey | MultiPrimeKey {
  const numbers = new DerReader(der).sequence();
  const version = numbers.smallInteger();
  const [modulus, publicExponent] = [copy(numbers.unsigned()), copy(numbers.unsigned())];
  const privateExponent = copy(numbers.unsigned());
  const [prime1, prime2] = [copy(numbers.unsigned()), copy(numbers.unsigned())];
  for (let derived = 0; derived < 3; derived++) numbers.unsigned();
  const otherPrimes = numbers.isAtEnd ? [] : readOtherPrimes(numbers.sequence());
  numbers.end();
  const key: RsaPrivateKey = { type: 'rsa', modulus, publicExponent, privateExponent, prime1, prime2 };
  // OpenSSL looks at no other version, in no format.
  if (version !== 1) return key;
  if (otherPrimes.length === 0) throw invalidKey('structure');
  return multiPrimeKey(key, otherPrimes);
}

/** RFC 8017, A.1.2: of each a prime, an exponent and a coefficient. */
function readOtherPrimes(infos: DerReader): readonly Buffer[] {
  const primes: Buffer[] = [];
  while (!infos.isAtEnd) {
    const info = infos.sequence();
    primes.push(info.unsigned());
    for (let derived = 0; derived < 2; derived++) info.unsigned();
    info.end();
  }
  return primes;
}

/** OpenSSL's own form for DSA: a version and five numbers. */
export function readDsa(der: Buffer): DsaPrivateKey {
  const numbers = new DerReader(der).sequence();
  numbers.smallInteger();
  const [prime, subgroup, generator] = [numbers.integer(), numbers.integer(), numbers.integer()];
  const [publicValue, privateValue] = [numbers.integer(), numbers.integer()];
  numbers.end();
  return {
    type: 'dsa',
    prime: copy(prime),
    subgroup: copy(subgroup),
    generator: copy(generator),
    publicValue: copy(publicValue),
    privateValue: copy(privateValue),
  };
}

/**
 * SEC 1, C.4 (RFC 5915).
 * @param outerCurve the curve where PKCS#8 names it outside
 */
export function readSec1(der: Buffer, outerCurve?: Curve): EcdsaPrivateKey {
  const fields = new DerReader(der).sequence();
  fields.smallInteger();
  const scalar = fields.withOctetString((bytes) => copy(withoutZeros(bytes)));
  const innerCurve =
    fields.nextTag === derTag.context(0)
      ? namedCurve(new DerReader(fields.read(derTag.context(0))))
      : undefined;
  const curve = outerCurve ?? innerCurve;
  if (curve === undefined) throw invalidKey('structure');
  const point =
    fields.nextTag === derTag.context(1)
      ? new DerReader(fields.read(derTag.context(1))).bitString()
      : undefined;
  fields.end();
  const ownPoint = point === undefined ? pointOf(curve, scalar) : copy(uncompressed(curve, point));
  return { type: 'ecdsa', curve, scalar, point: ownPoint };
}

/** `[1]`, a bit string without a tag of its own. */
const publicKeyTag = 0x81;

/** PKCS#8 that is not encrypted (RFC 5958). Errors: `public-key-invalid`, `key-type-unsupported`. */
export function readPkcs8(der: Buffer): PrivateKey | MultiPrimeKey {
  const info = new DerReader(der).sequence();
  // OpenSSL looks at no version here, not even for its sign.
  const version = info.unsigned();
  const algorithm = info.sequence();
  return info.withOctetString((key) => {
    const oid = algorithm.oid();
    switch (oid) {
      case oids.rsa:
        algorithm.endAfterOptional();
        return readPkcs1(key);
      case oids.dsa:
        return readPkcs8Dsa(algorithm.sequence(), new DerReader(key));
      case oids.ec:
        return readSec1(key, namedCurve(algorithm));
      case oids.ed25519:
        algorithm.end();
        return readPkcs8Ed25519(new DerReader(key), readPublicHalf(info, version.length > 0));
      default:
        throw new AppError('key-type-unsupported', { algorithm: oid });
    }
  });
}

/** RFC 3279, 2.3.2 for the parameters; the key is the private number alone. */
function readPkcs8Dsa(parameters: DerReader, key: DerReader): DsaPrivateKey {
  const prime = copy(parameters.integer());
  const subgroup = copy(parameters.integer());
  const generator = copy(parameters.integer());
  const privateValue = copy(key.integer());
  if ([prime, subgroup, generator, privateValue].some(({ length }) => length > 512)) throw invalidKey('size');
  const publicValue = toMagnitude(dsaPublicValue(prime, generator, privateValue));
  return { type: 'dsa', prime, subgroup, generator, publicValue, privateValue };
}

/** RFC 5958, 2: attributes, which nobody needs, and after version 0 perhaps the public key. */
function readPublicHalf(info: DerReader, mayBeThere: boolean): Buffer | undefined {
  if (info.nextTag === derTag.context(0)) info.skip();
  const publicHalf = mayBeThere && info.nextTag === publicKeyTag ? info.read(publicKeyTag) : undefined;
  info.end();
  return publicHalf?.subarray(1);
}

/** RFC 8410, 7. */
function readPkcs8Ed25519(key: DerReader, publicHalf: Buffer | undefined): Ed25519PrivateKey {
  const seed = key.withOctetString(copy);
  key.end();
  if (seed.length !== 32) throw invalidKey('number');
  const point = ed25519PointOf(seed);
  if (publicHalf !== undefined && !publicHalf.equals(point)) throw invalidKey('halves');
  return { type: 'ed25519', seed, point };
}

/** The bytes read from are wiped after use; what a key keeps is its own. */
function copy(bytes: Buffer): Buffer {
  return Buffer.from(bytes);
}
