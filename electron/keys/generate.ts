import { generateKeyPair as generateInPool, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { AppError } from '../../shared/ipc/result.ts';
import { KeySpec, type PublicKeyInfo } from '../../shared/model/key-pair.ts';
import { writeOpensshPrivateKey } from './private/write-openssh-private-key.ts';
import { rsaForms } from './private-key-pem.ts';
import { parsePublicKey } from './public-key.ts';
import { describePublicKey } from './public-line.ts';
import { wireString } from './wire.ts';

const generate = promisify(generateInPool);

export interface GeneratedKeyPair {
  readonly publicKey: PublicKeyInfo;
  /** RSA as PKCS#1, Ed25519 in OpenSSH's format; not encrypted: it is for the keychain and the one download. */
  readonly privateKeyPem: string;
}

interface KeyForms {
  readonly publicBlob: Buffer;
  readonly privateKeyPem: string;
}

/**
 * Generates on a thread of libuv's pool, so that the window never waits. A generation can't be stopped: after an
 * abort its result is dropped.
 * Errors: `key-type-unsupported` for anything but the listed kinds and sizes, `cancelled`.
 */
export async function generateKeyPair(
  spec: KeySpec,
  comment: string,
  signal?: AbortSignal,
): Promise<GeneratedKeyPair> {
  if (!KeySpec.safeParse(spec).success) throw new AppError('key-type-unsupported');
  if (signal?.aborted === true) throw new AppError('cancelled');
  const forms = spec.type === 'rsa' ? generateRsa(spec.bits) : generateEd25519(comment);
  const { publicBlob, privateKeyPem } = await unlessAborted(forms, signal);
  return { publicKey: describePublicKey(parsePublicKey(publicBlob), comment), privateKeyPem };
}

async function generateRsa(bits: number): Promise<KeyForms> {
  const { privateKey } = await generate('rsa', {
    modulusLength: bits,
    publicExponent: 65537,
    publicKeyEncoding: { type: 'pkcs1', format: 'der' },
    privateKeyEncoding: { type: 'pkcs1', format: 'der' },
  });
  const forms = rsaForms(privateKey);
  privateKey.fill(0);
  return forms;
}

async function generateEd25519(comment: string): Promise<KeyForms> {
  const { privateKey } = await generate('ed25519', {});
  return ed25519Forms(privateKey, comment);
}

function ed25519Forms(key: KeyObject, comment: string): KeyForms {
  const { x = '', d = '' } = key.export({ format: 'jwk' });
  const point = Buffer.from(x, 'base64url');
  const seed = Buffer.from(d, 'base64url');
  const publicBlob = Buffer.concat([wireString('ssh-ed25519'), wireString(point)]);
  const privateKeyPem = writeOpensshPrivateKey({ type: 'ed25519', point, seed }, comment);
  seed.fill(0);
  return { publicBlob, privateKeyPem };
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = (): void => {
    reject(new AppError('cancelled'));
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
