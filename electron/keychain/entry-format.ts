import { createHash } from 'node:crypto';
import { AppError } from '../../shared/ipc/result.ts';

/**
 * A secret is stored as a head and, where it is too long for one entry, further parts. The head is one line that says
 * what belongs together, and the first piece of the text:
 *
 *     latchkey 1 <slot> <pieces> <bytes> <SHA-256 of the account and the whole text>
 *
 * A new value's parts go to the slot that the present one does not use, and replacing the head is what makes them
 * count. Whatever write is the last one before a power cut, the head names one complete value.
 */
export type Slot = 'a' | 'b';

export interface Head {
  readonly slot: Slot;
  /** How many pieces the text has, with the one in the head. */
  readonly pieces: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly text: string;
}

export interface EncodedSecret {
  readonly head: string;
  /** What follows the text in the head, in order. */
  readonly parts: readonly string[];
}

/** Windows takes 2,560 bytes an entry (CRED_MAX_CREDENTIAL_BLOB_SIZE). An RSA 2048 PEM stays in one piece. */
const pieceBytes = 1920;
/** Five times an RSA 8192 PEM. */
export const maxSecretBytes = 32 * 1024;
export const maxPieces = Math.ceil(maxSecretBytes / (pieceBytes - 3));

const headLine = /^latchkey 1 ([ab]) (\d{1,2}) (\d{1,5}) ([0-9a-f]{64})\n/;

/** With the account, so that an entry that was moved to another one is noticed too. */
const digest = (account: string, secret: string) =>
  createHash('sha256').update(`${account}\n${secret}`).digest('hex');

/**
 * Throws `secret-unsupported` for what some keychain refuses or alters: keytar throws on the empty string, libsecret
 * cuts at NUL, and a lone surrogate has no UTF-8.
 */
export function assertStorable(secret: string): void {
  const isStorable = secret !== '' && !secret.includes('\0') && secret.isWellFormed();
  if (!isStorable || Buffer.byteLength(secret) > maxSecretBytes) throw new AppError('secret-unsupported');
}

/** Cuts between characters: each piece has to be UTF-8 by itself. */
function cut(secret: string): [string, ...string[]] {
  const bytes = Buffer.from(secret);
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length;) {
    let end = Math.min(start + pieceBytes, bytes.length);
    while (end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
    pieces.push(bytes.toString('utf8', start, end));
    start = end;
  }
  const [first = '', ...rest] = pieces;
  return [first, ...rest];
}

/** Throws `secret-unsupported`. */
export function encodeSecret(account: string, secret: string, slot: Slot): EncodedSecret {
  assertStorable(secret);
  const [first, ...parts] = cut(secret);
  const facts = [slot, parts.length + 1, Buffer.byteLength(secret), digest(account, secret)];
  return { head: `latchkey 1 ${facts.join(' ')}\n${first}`, parts };
}

/** Throws `keychain-entry-damaged`. */
export function decodeHead(head: string): Head {
  const match = headLine.exec(head);
  const [line, slot, pieces, bytes, hash] = match ?? [];
  if (line === undefined || hash === undefined || Number(pieces) < 1 || Number(pieces) > maxPieces)
    throw new AppError('keychain-entry-damaged');
  return {
    slot: slot === 'a' ? 'a' : 'b',
    pieces: Number(pieces),
    bytes: Number(bytes),
    sha256: hash,
    text: head.slice(line.length),
  };
}

/** Puts the pieces together; throws `keychain-entry-damaged` unless they are exactly what was stored. */
export function joinSecret(account: string, head: Head, parts: readonly string[]): string {
  const secret = head.text + parts.join('');
  const isWhole = parts.length === head.pieces - 1 && Buffer.byteLength(secret) === head.bytes;
  if (!isWhole || digest(account, secret) !== head.sha256) throw new AppError('keychain-entry-damaged');
  return secret;
}
