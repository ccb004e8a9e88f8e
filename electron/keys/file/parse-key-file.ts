import { AppError } from '../../../shared/ipc/result.ts';
import { armouredBlocks, decodeBase64, withoutBlocks, type ArmouredBlock } from '../armour.ts';
import { derFormat } from '../der-format.ts';
import type { FoundKey } from '../found-key.ts';
import { checkedPublicKey } from '../private/check-private-key.ts';
import type { OpenedPrivateKey } from '../private/opened-private-key.ts';
import { isPublicHalf, wipe } from '../private/private-key.ts';
import { readOpensshPrivateKey } from '../private/read-openssh-private-key.ts';
import { readDerPrivateKey, readPemPrivateKey } from '../private/read-pem-private-key.ts';
import { readPpk } from '../private/read-ppk.ts';
import { plainPrivateKey } from '../private/write-plain-private-key.ts';
import { publicKeyOfLine, type PublicKey } from '../public-key.ts';
import { describePublicKey } from '../public-line.ts';
import {
  readArmouredPublicKeys,
  readBarePublicKey,
  readBinaryPublicKey,
} from '../read-armoured-public-key.ts';
import { readOpensshLines, type OpensshLines } from '../read-openssh-line.ts';
import { holdsPrivateKey, isPrivateKey, recognise } from '../recognise.ts';
import { weaknessesOf } from '../weaknesses.ts';
import { invalidKey } from '../wire.ts';
import type { KeyFileContent, KeyInFile, PrivateKeyFile, PublicKeyFile } from './key-file.ts';
import { isUtf16, withoutByteOrderMark } from './key-file-text.ts';

/** An authorized_keys file with thousands of lines; key files are a hundred times smaller. */
const maxFileLength = 1024 * 1024;
const magicLength = 15;

/**
 * Reads a key file of any kind, or pasted text. It calculates for as long as the file's own key derivation asks, within
 * limits: call it where nothing waits, or have a process of its own do it (`IsolatedKeyFiles`).
 * Errors: `public-key-invalid` or `private-key-invalid` with a `reason`; `passphrase-required` with what the file says
 * of itself; `passphrase-wrong`; `key-type-unsupported`, `key-file-unsupported`.
 */
export async function parseKeyFile(file: Buffer, passphrase?: string): Promise<KeyFileContent> {
  if (file.length > maxFileLength) throw invalidKey('too-long');
  if (isBinary(file)) {
    return isPrivateKey(file)
      ? openPrivate(() => openBinary(file, passphrase))
      : publicFile({ keys: [readBinaryPublicKey(file)], problems: [] });
  }
  const bytes = withoutByteOrderMark(file);
  const text = bytes.toString('utf8');
  if (text.trim() === '') throw invalidKey('empty');
  return recognise(text) === 'private-key'
    ? openPrivate(() => openText(bytes, text, passphrase))
    : publicFile(readPublicText(text));
}

/** DER, or a wire form. Of those DER alone can begin as a text does, and within a few bytes has some that no text has. */
function isBinary(file: Buffer): boolean {
  if (isUtf16(file)) return false;
  return (
    (file[0] === 0 && file[1] === 0) ||
    ((isPrivateKey(file) || derFormat(file) !== undefined) && hasControls(file))
  );
}

function hasControls(file: Buffer): boolean {
  return file.subarray(0, 32).some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20));
}

function openBinary(bytes: Buffer, passphrase: string | undefined): Promise<OpenedPrivateKey> {
  return bytes.toString('latin1', 0, magicLength) === 'openssh-key-v1\0'
    ? readOpensshPrivateKey(bytes, passphrase)
    : readDerPrivateKey(bytes, passphrase);
}

async function openText(
  bytes: Buffer,
  text: string,
  passphrase: string | undefined,
): Promise<OpenedPrivateKey> {
  const block = armouredBlocks(text).find(holdsPrivateKey);
  if (block !== undefined) return wiping(block.content, () => openBlock(block, passphrase));
  if (/^[ \t]*PuTTY-User-Key-File-[23]:/m.test(text)) return readPpk(bytes, passphrase);
  const bare = decodeBase64(text);
  if (bare === undefined) throw new AppError('private-key-invalid', { reason: 'truncated' });
  return wiping(bare, () => openBinary(bare, passphrase));
}

async function openBlock(block: ArmouredBlock, passphrase: string | undefined): Promise<OpenedPrivateKey> {
  if (!block.isWhole) throw invalidKey('truncated');
  if (block.label !== 'OPENSSH PRIVATE KEY') return readPemPrivateKey(block, passphrase);
  if (block.content === undefined) throw invalidKey('base64');
  return readOpensshPrivateKey(block.content, passphrase);
}

/** What was read from the bytes are copies. */
async function wiping<T>(bytes: Buffer | undefined, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } finally {
    bytes?.fill(0);
  }
}

/** The readers say of every key alike what is wrong with it; here it is a private one. */
async function openPrivate(open: () => Promise<OpenedPrivateKey>): Promise<PrivateKeyFile> {
  try {
    return privateFile(await open());
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'public-key-invalid')
      throw new AppError('private-key-invalid', cause.details, { cause });
    throw cause;
  }
}

function privateFile({ key, comment, protection }: OpenedPrivateKey): PrivateKeyFile {
  try {
    const publicKey = checkedPublicKey(key);
    return {
      kind: 'private',
      key: { publicKey: describePublicKey(publicKey, comment), weaknesses: weaknessesOf(publicKey) },
      protection,
      privateKeyPem: isPublicHalf(key) ? undefined : plainPrivateKey(key, comment),
    };
  } finally {
    wipe(key);
  }
}

function readPublicText(text: string): OpensshLines {
  const format = recognise(text);
  if (format === 'openssh-line') return readOpensshLines(text);
  if (format === 'bare-public-key') return { keys: [readBarePublicKey(text)], problems: [] };
  if (format === 'rfc4716' || format === 'pem-public-key') {
    const { keys, problems } = readArmouredPublicKeys(text);
    return { keys: [...keys, ...keysOutsideOfBlocks(text)], problems };
  }
  const keys = keysOutsideOfBlocks(text);
  if (keys.length === 0) throw new AppError('key-type-unsupported', { format });
  return { keys, problems: [] };
}

/** What else stands around a block is text that somebody sent along. */
function keysOutsideOfBlocks(text: string): OpensshLines['keys'] {
  const outside = withoutBlocks(text);
  return outside.includes('AAAA') ? readOpensshLines(outside).keys : [];
}

function publicFile({ keys, problems }: OpensshLines): PublicKeyFile {
  if (keys.length === 0) throw problems[0] ?? invalidKey('empty');
  const parsed = keys.map(({ publicKey }) => publicKeyOfLine(publicKey.line));
  return {
    kind: 'public',
    keys: keys.map((key, index) => inFile(key, index, parsed)),
    problems: problems.map(({ code, details }) => ({ code, details })),
  };
}

/** Shared primes are looked for among few: comparing each key of a long file with each other takes minutes. */
const maxCompared = 32;

function inFile(found: FoundKey, index: number, parsed: readonly PublicKey[]): KeyInFile {
  const key = parsed[index];
  const others = parsed.length <= maxCompared ? parsed : [];
  return { ...found, weaknesses: key === undefined ? [] : weaknessesOf(key, others) };
}
