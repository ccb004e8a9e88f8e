import { createPrivateKey, type KeyObject } from 'node:crypto';
import ssh2, { type ParsedKey } from 'ssh2';
import { AppError } from '../../shared/ipc/result.ts';
import { writeOpensshPrivateKey } from '../keys/private/write-openssh-private-key.ts';

/**
 * Reads a private key for a logon: PKCS#1, PKCS#8, SEC 1, OpenSSH, PuTTY v2.
 * Errors: `passphrase-required`, `passphrase-wrong`, `private-key-invalid`.
 */
export function readPrivateKey(text: string, passphrase?: string): ParsedKey {
  return /-----BEGIN (?:ENCRYPTED )?PRIVATE KEY-----/.test(text)
    ? readPkcs8(text, passphrase)
    : readWithSsh2(text, passphrase);
}

function readWithSsh2(text: string, passphrase: string | undefined): ParsedKey {
  const plain = parse(text);
  if (!(plain instanceof Error)) return plain;
  if (!saysEncrypted(plain)) throw new AppError('private-key-invalid', {}, { cause: plain });
  if (passphrase === undefined) throw new AppError('passphrase-required');
  const opened = parse(text, passphrase);
  if (opened instanceof Error) throw new AppError('passphrase-wrong');
  return opened;
}

/** ssh2's types say that it answers with one key; a file with several makes it an array. */
function parse(text: string, passphrase?: string): ParsedKey | Error {
  const answer: unknown = ssh2.utils.parseKey(text, passphrase);
  const key = (Array.isArray(answer) ? answer[0] : answer) as ParsedKey | Error | undefined;
  if (key === undefined) return new Error('no key');
  if (key instanceof Error) return key;
  return key.isPrivateKey() ? key : new Error('public key');
}

/** ssh2 has no code for it, only these words. */
function saysEncrypted(error: Error): boolean {
  return error.message.includes('no passphrase given');
}

/** ssh2 reads no PKCS#8: node:crypto does, and writes what ssh2 reads. */
function readPkcs8(text: string, passphrase: string | undefined): ParsedKey {
  const encrypted = text.includes('BEGIN ENCRYPTED PRIVATE KEY');
  if (encrypted && passphrase === undefined) throw new AppError('passphrase-required');
  try {
    return readWithSsh2(
      toReadableForm(createPrivateKey({ key: text, passphrase: passphrase ?? '' })),
      undefined,
    );
  } catch (cause) {
    throw new AppError(encrypted ? 'passphrase-wrong' : 'private-key-invalid', {}, { cause });
  }
}

function toReadableForm(key: KeyObject): string {
  if (key.asymmetricKeyType === 'rsa') return key.export({ type: 'pkcs1', format: 'pem' }).toString();
  if (key.asymmetricKeyType === 'ec') return key.export({ type: 'sec1', format: 'pem' }).toString();
  if (key.asymmetricKeyType !== 'ed25519') throw new AppError('private-key-invalid');
  const { x = '', d = '' } = key.export({ format: 'jwk' });
  const point = Buffer.from(x, 'base64url');
  const seed = Buffer.from(d, 'base64url');
  const text = writeOpensshPrivateKey({ type: 'ed25519', point, seed }, '');
  seed.fill(0);
  return text;
}
