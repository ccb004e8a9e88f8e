import { AppError } from '../../../shared/ipc/result.ts';
import type { Curve } from '../curve-point.ts';
import { invalidKey, joinAndWipe, wireMpint, wireString, type WireReader } from '../wire.ts';
import { inverseModulo, toMagnitude, toNumber } from '../whole-number.ts';
import type {
  DsaPrivateKey,
  Ed25519PrivateKey,
  EcdsaPrivateKey,
  PrivateKey,
  RsaPrivateKey,
  SecurityKeyHandle,
} from './private-key.ts';

const curves: ReadonlyMap<string, Curve> = new Map([
  ['ecdsa-sha2-nistp256', 'nistp256'],
  ['ecdsa-sha2-nistp384', 'nistp384'],
  ['ecdsa-sha2-nistp521', 'nistp521'],
] as const);

export function curveOfAlgorithm(algorithm: string): Curve | undefined {
  return curves.get(algorithm);
}

/** The private key as OpenSSH writes it into its files and sends it to an agent, without the comment. */
export function readOpensshFields(reader: WireReader): PrivateKey | SecurityKeyHandle {
  const algorithm = reader.text();
  const curve = curves.get(algorithm);
  if (curve !== undefined) return readEcdsa(reader, curve);
  switch (algorithm) {
    case 'ssh-rsa':
      return readRsa(reader);
    case 'ssh-dss':
      return readDsa(reader);
    case 'ssh-ed25519':
      return readEd25519(reader);
    case 'sk-ecdsa-sha2-nistp256@openssh.com':
      return readHandle(reader, [algorithm, reader.string(), reader.string(), reader.string()]);
    case 'sk-ssh-ed25519@openssh.com':
      return readHandle(reader, [algorithm, reader.string(), reader.string()]);
    default:
      throw new AppError('key-type-unsupported');
  }
}

/** The bytes read from are wiped after use; what a key keeps is its own. */
function ownCopy(bytes: Buffer): Buffer {
  return Buffer.from(bytes);
}

/** The coefficient is read and dropped: it is calculated where it is needed, so that it can't be wrong. */
function readRsa(reader: WireReader): RsaPrivateKey {
  const [modulus, publicExponent] = [ownCopy(reader.mpint()), ownCopy(reader.mpint())];
  const privateExponent = ownCopy(reader.mpint());
  reader.natural();
  const [prime1, prime2] = [ownCopy(reader.mpint()), ownCopy(reader.mpint())];
  return { type: 'rsa', modulus, publicExponent, privateExponent, prime1, prime2 };
}

function readDsa(reader: WireReader): DsaPrivateKey {
  const [prime, subgroup] = [ownCopy(reader.mpint()), ownCopy(reader.mpint())];
  const [generator, publicValue] = [ownCopy(reader.mpint()), ownCopy(reader.mpint())];
  return { type: 'dsa', prime, subgroup, generator, publicValue, privateValue: ownCopy(reader.mpint()) };
}

function readEcdsa(reader: WireReader, curve: Curve): EcdsaPrivateKey {
  if (reader.text() !== curve) throw invalidKey('algorithm-mismatch');
  const [point, scalar] = [ownCopy(reader.string()), ownCopy(reader.mpint())];
  return { type: 'ecdsa', curve, point, scalar };
}

/** The private half is followed by the public one once more. */
function readEd25519(reader: WireReader): Ed25519PrivateKey {
  const [point, both] = [ownCopy(reader.string()), reader.string()];
  if (both.length !== 64) throw invalidKey('number');
  if (!both.subarray(32).equals(point)) throw invalidKey('halves');
  return { type: 'ed25519', point, seed: ownCopy(both.subarray(0, 32)) };
}

/** PROTOCOL.u2f: flags, the handle, and a field that nobody uses follow. */
function readHandle(reader: WireReader, parts: readonly (string | Buffer)[]): SecurityKeyHandle {
  reader.bytes(1);
  reader.string();
  reader.string();
  return { type: 'security-key', publicBlob: Buffer.concat(parts.map(wireString)) };
}

export function opensshFields(key: PrivateKey): Buffer {
  switch (key.type) {
    case 'rsa':
      return rsaFields(key);
    case 'dsa': {
      const numbers = [key.prime, key.subgroup, key.generator, key.publicValue, key.privateValue];
      return joinAndWipe([wireString('ssh-dss'), ...numbers.map(wireMpint)]);
    }
    case 'ecdsa': {
      const name = [`ecdsa-sha2-${key.curve}`, key.curve, key.point].map(wireString);
      return joinAndWipe([...name, wireMpint(key.scalar)]);
    }
    case 'ed25519': {
      const both = Buffer.concat([key.seed, key.point]);
      const fields = joinAndWipe(['ssh-ed25519', key.point, both].map(wireString));
      both.fill(0);
      return fields;
    }
  }
}

function rsaFields(key: RsaPrivateKey): Buffer {
  const numbers = [key.modulus, key.publicExponent, key.privateExponent, rsaCoefficient(key)];
  return joinAndWipe([wireString('ssh-rsa'), ...[...numbers, key.prime1, key.prime2].map(wireMpint)]);
}

/** RFC 8017, 3.2: the inverse of the second prime modulo the first. Errors: `public-key-invalid`. */
export function rsaCoefficient({ prime1, prime2 }: RsaPrivateKey): Buffer {
  const inverse = inverseModulo(toNumber(prime2), toNumber(prime1));
  if (inverse === undefined) throw invalidKey('number');
  return toMagnitude(inverse);
}
