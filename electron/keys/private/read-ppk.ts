import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../../shared/ipc/result.ts';
import { parseKeyOrCertificate } from '../found-key.ts';
import { fingerprintSha256 } from '../fingerprint.ts';
import { comparableBlob } from '../public-key.ts';
import { invalidKey, joinUpTo, WireReader } from '../wire.ts';
import { decryptBlocks, type Cipher } from './ciphers.ts';
import { argon2Key, type Argon2Flavour } from './kdf.ts';
import type { OpenedPrivateKey } from './opened-private-key.ts';
import { curveOfAlgorithm } from './openssh-fields.ts';
import { withPassphrase, type Protection } from './passphrase.ts';
import { ppkMac, readPpkLines, type PpkFile } from './ppk-file.ts';
import type { PrivateKey } from './private-key.ts';

export const ppkCipher: Cipher = { name: 'aes-256-cbc', keyLength: 32, ivLength: 16 };
const macKeyLength = 32;
const nothing = Buffer.alloc(0);

interface Keys {
  readonly key: Buffer;
  readonly iv: Buffer;
  readonly macKey: Buffer;
}

/**
 * Reads a PuTTY private key file, version 2 or 3 (PuTTY's manual, appendix C).
 * Errors: `passphrase-required`, `passphrase-wrong`, `key-file-unsupported`, `key-type-unsupported`,
 * `public-key-invalid`.
 */
export async function readPpk(bytes: Buffer, passphrase?: string): Promise<OpenedPrivateKey> {
  const file = readPpkLines(bytes);
  if (file.encryption === 'none') return openPlain(file);
  if (file.encryption !== 'aes256-cbc')
    throw new AppError('key-file-unsupported', { cipher: file.encryption.slice(0, 40) });
  const protection: Protection = { cipher: 'aes256-cbc', kdf: kdfName(file) };
  const fingerprint = fingerprintSha256(comparableBlob(file.publicBlob));
  const about = { format: `ppk-${file.version}`, ...protection, fingerprint };
  return withPassphrase(passphrase, about, (secret) => openEncrypted(file, secret, protection));
}

function openPlain(file: PpkFile): OpenedPrivateKey {
  try {
    if (!isAuthentic(file, file.privateBlob, nothing)) throw invalidKey('structure');
    return opened(file, file.privateBlob, undefined);
  } finally {
    file.privateBlob.fill(0);
  }
}

async function openEncrypted(
  file: PpkFile,
  passphrase: Buffer,
  protection: Protection,
): Promise<OpenedPrivateKey> {
  if (file.privateBlob.length % 16 !== 0) throw invalidKey('truncated');
  const { key, iv, macKey } =
    file.version === 3 ? await version3Keys(file, passphrase) : version2Keys(passphrase);
  const plain = decryptBlocks(ppkCipher, key, iv, file.privateBlob, false);
  key.fill(0);
  try {
    if (!isAuthentic(file, plain, macKey)) throw new AppError('passphrase-wrong');
    return opened(file, plain, protection);
  } finally {
    plain.fill(0);
    macKey.fill(0);
  }
}

function kdfName({ version, derivation }: PpkFile): string {
  return version === 3 ? flavourOf(derivation).toLowerCase() : 'sha1';
}

function flavourOf(derivation: PpkFile['derivation']): Argon2Flavour {
  const name = derivation.get('key-derivation') ?? '';
  if (name !== 'Argon2id' && name !== 'Argon2i' && name !== 'Argon2d')
    throw new AppError('key-file-unsupported', { kdf: name.slice(0, 40) });
  return name;
}

async function version3Keys({ derivation }: PpkFile, passphrase: Buffer): Promise<Keys> {
  const number = (name: string): number => {
    const value = derivation.get(name) ?? '';
    if (!/^\d{1,9}$/.test(value)) throw invalidKey('structure');
    return Number(value);
  };
  const cost = {
    memoryKiB: number('argon2-memory'),
    passes: number('argon2-passes'),
    lanes: number('argon2-parallelism'),
  };
  const salt = Buffer.from(derivation.get('argon2-salt') ?? '', 'hex');
  return ppkKeys(await argon2Key(flavourOf(derivation), passphrase, salt, cost, ppkKeyLength));
}

/** What version 3 takes from Argon2: the key, the initialisation vector, and the key of the MAC. */
export const ppkKeyLength = ppkCipher.keyLength + ppkCipher.ivLength + macKeyLength;

export function ppkKeys(derived: Buffer): Keys {
  return {
    key: derived.subarray(0, 32),
    iv: derived.subarray(32, 48),
    macKey: derived.subarray(48),
  };
}

function version2Keys(passphrase: Buffer): Keys {
  const hash = (count: number): Buffer =>
    createHash('sha1')
      .update(Buffer.of(0, 0, 0, count))
      .update(passphrase)
      .digest();
  const key = joinUpTo(ppkCipher.keyLength, [hash(0), hash(1)]);
  return { key, iv: Buffer.alloc(16), macKey: passphrase };
}

function isAuthentic(file: PpkFile, plain: Buffer, macKey: Buffer): boolean {
  const expected = ppkMac(file, plain, macKey);
  return file.mac.length === expected.length && timingSafeEqual(file.mac, expected);
}

/** What fills the private part up to whole blocks comes after its numbers and is not looked at. */
function opened(file: PpkFile, plain: Buffer, protection: Protection | undefined): OpenedPrivateKey {
  const blob = parseKeyOrCertificate(file.publicBlob).key.blob;
  const key = readPrivateNumbers(new WireReader(blob), new WireReader(plain));
  return { key, comment: file.comment.toString('utf8'), protection };
}

function readPrivateNumbers(blob: WireReader, secret: WireReader): PrivateKey {
  const algorithm = blob.text();
  const curve = curveOfAlgorithm(algorithm);
  if (curve !== undefined) {
    blob.text();
    return { type: 'ecdsa', curve, point: blob.string(), scalar: Buffer.from(secret.mpint()) };
  }
  switch (algorithm) {
    case 'ssh-rsa': {
      const [publicExponent, modulus] = [blob.mpint(), blob.mpint()];
      const [privateExponent, prime1, prime2] = [secret.mpint(), secret.mpint(), secret.mpint()].map((n) =>
        Buffer.from(n),
      ) as [Buffer, Buffer, Buffer];
      return { type: 'rsa', modulus, publicExponent, privateExponent, prime1, prime2 };
    }
    case 'ssh-dss': {
      const [prime, subgroup, generator, publicValue] = [
        blob.mpint(),
        blob.mpint(),
        blob.mpint(),
        blob.mpint(),
      ];
      return {
        type: 'dsa',
        prime,
        subgroup,
        generator,
        publicValue,
        privateValue: Buffer.from(secret.mpint()),
      };
    }
    case 'ssh-ed25519':
      return { type: 'ed25519', point: blob.string(), seed: Buffer.from(secret.string()) };
    default:
      throw new AppError('key-type-unsupported', { algorithm });
  }
}
