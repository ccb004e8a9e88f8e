import type { PublicKeyInfo } from '../../shared/model/key-pair.ts';
import { AppError } from '../../shared/ipc/result.ts';
import type { FoundKey } from './found-key.ts';
import { readArmouredPublicKeys, readBarePublicKey } from './read-armoured-public-key.ts';
import { readOpensshLine, type OpensshLines } from './read-openssh-line.ts';
import { recognise } from './recognise.ts';
import { invalidKey } from './wire.ts';

/** The longest key that is taken, with room to spare for options, comment and remarks. */
const maxTextLength = 65536;

/**
 * Reads a text that holds one public key: an OpenSSH line, an OpenSSH certificate, RFC 4716, PEM, or bare Base64.
 * Errors: `public-key-invalid` with a `reason` and, where there is one, a `position` in the text;
 * `private-key-pasted`; `key-type-unsupported` with the `format` or `algorithm`.
 */
export function readPublicKey(text: string): PublicKeyInfo {
  if (text.length > maxTextLength) throw invalidKey('too-long');
  return readOne(text).publicKey;
}

function readOne(text: string): FoundKey {
  const format = recognise(text);
  if (format === 'openssh-line') return readOpensshLine(text);
  if (format === 'bare-public-key') return readBarePublicKey(text);
  if (format === 'rfc4716' || format === 'pem-public-key') return onlyOne(readArmouredPublicKeys(text));
  if (format === 'private-key') throw new AppError('private-key-pasted');
  throw new AppError('key-type-unsupported', { format });
}

function onlyOne({ keys: [key, second], problems }: OpensshLines): FoundKey {
  if (problems[0] !== undefined) throw problems[0];
  if (key === undefined || second !== undefined) throw invalidKey('several-keys');
  return key;
}
