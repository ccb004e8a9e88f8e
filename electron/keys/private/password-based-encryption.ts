import { AppError } from '../../../shared/ipc/result.ts';
import { derTag, type DerReader } from '../der.ts';
import { invalidKey, joinAndWipe } from '../wire.ts';
import type { Cipher } from './ciphers.ts';
import { pbkdf2Key, scryptKey } from './kdf.ts';
import type { Protection } from './passphrase.ts';
import { pbes2Ciphers, tripleDes } from './pbes2-ciphers.ts';
import { pkcs12Key } from './pkcs12-kdf.ts';

/** How a PKCS#8 file is encrypted. */
export interface EncryptionScheme {
  readonly protection: Protection;
  readonly cipher: Cipher;
  readonly keyFrom: (passphrase: Buffer) => { readonly key: Buffer; readonly iv: Buffer };
}

type Kdf = Pick<Protection, 'kdf'> & {
  readonly derive: (passphrase: Buffer, length: number) => Buffer;
};

/** RFC 8018, B.1. */
const hashes: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.2.6', 'md5'],
  ['1.2.840.113549.2.7', 'sha1'],
  ['1.2.840.113549.2.8', 'sha224'],
  ['1.2.840.113549.2.9', 'sha256'],
  ['1.2.840.113549.2.10', 'sha384'],
  ['1.2.840.113549.2.11', 'sha512'],
  ['1.2.840.113549.2.12', 'sha512-224'],
  ['1.2.840.113549.2.13', 'sha512-256'],
]);

/** RFC 8018, A.4. */
export function pbes2Scheme(parameters: DerReader): EncryptionScheme {
  const kdf = readKdf(parameters.sequence());
  const encryption = parameters.sequence();
  const oid = encryption.oid();
  const cipher = pbes2Ciphers.get(oid);
  if (cipher === undefined) throw new AppError('key-file-unsupported', { cipher: oid });
  // A key wrap has no parameters, whatever OpenSSL writes in their place.
  const iv = cipher.wrap === undefined ? encryption.octetString() : Buffer.alloc(0);
  if (iv.length !== cipher.ivLength) throw invalidKey('structure');
  return {
    protection: { cipher: cipher.name, kdf: kdf.kdf },
    cipher,
    keyFrom: (passphrase) => ({ key: kdf.derive(passphrase, cipher.keyLength), iv }),
  };
}

function readKdf(algorithm: DerReader): Kdf {
  const oid = algorithm.oid();
  const parameters = algorithm.sequence();
  switch (oid) {
    case '1.2.840.113549.1.5.12':
      return readPbkdf2(parameters);
    case '1.3.6.1.4.1.11591.4.11':
      return readScrypt(parameters);
    default:
      throw new AppError('key-file-unsupported', { kdf: oid });
  }
}

/** RFC 8018, A.2; without a hash's name it is SHA-1. */
function readPbkdf2(parameters: DerReader): Kdf {
  const salt = parameters.octetString();
  const iterations = parameters.smallInteger();
  if (parameters.nextTag === derTag.integer) parameters.smallInteger();
  const oid = parameters.isAtEnd ? '1.2.840.113549.2.7' : readHash(parameters.sequence());
  const hash = hashes.get(oid);
  if (hash === undefined) throw new AppError('key-file-unsupported', { kdf: oid });
  return {
    kdf: `pbkdf2-${hash}`,
    derive: (passphrase, length) => pbkdf2Key(passphrase, salt, iterations, length, hash),
  };
}

function readHash(algorithm: DerReader): string {
  const oid = algorithm.oid();
  algorithm.endAfterOptional();
  return oid;
}

/** RFC 7914, 7.1. */
function readScrypt(parameters: DerReader): Kdf {
  const salt = parameters.octetString();
  const cost = {
    cost: parameters.smallInteger(),
    blockSize: parameters.smallInteger(),
    parallelization: parameters.smallInteger(),
  };
  return { kdf: 'scrypt', derive: (passphrase, length) => scryptKey(passphrase, salt, cost, length) };
}

/** RFC 7292, C: of the older schemes those that OpenSSL still reads without its legacy part. */
const pkcs12Schemes: ReadonlyMap<string, { readonly name: string; readonly keyLength: number }> = new Map([
  ['1.2.840.113549.1.12.1.3', { name: 'des-ede3-cbc', keyLength: 24 }],
  ['1.2.840.113549.1.12.1.4', { name: 'des-ede3-cbc', keyLength: 16 }],
]);

export function pbe1Scheme(oid: string, parameters: DerReader): EncryptionScheme | undefined {
  const scheme = pkcs12Schemes.get(oid);
  if (scheme === undefined) return undefined;
  const salt = parameters.octetString();
  const iterations = parameters.smallInteger();
  return {
    protection: { cipher: scheme.name, kdf: 'pkcs12-sha1' },
    cipher: tripleDes,
    keyFrom: (passphrase) => {
      const key = pkcs12Key(passphrase, salt, iterations, 'key', scheme.keyLength);
      // Two keys are three of which the last is the first again.
      return {
        key: scheme.keyLength === 24 ? key : joinAndWipe([key, key.subarray(0, 8)]),
        iv: pkcs12Key(passphrase, salt, iterations, 'iv', 8),
      };
    },
  };
}
