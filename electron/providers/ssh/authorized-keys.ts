import { createHash } from 'node:crypto';
import {
  comparableBase64,
  isCertificateAuthority,
  keyOf,
  readKeyLine,
  restrictingOptions,
  type KeyLine,
  type NamedKey,
} from './key-line.ts';

const newline = 0x0a;

/** The lines of a file with their newlines: put together again they are the file, byte for byte. */
export function splitLines(content: Buffer): readonly Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  while (start < content.length) {
    const at = content.indexOf(newline, start);
    const end = at === -1 ? content.length : at + 1;
    lines.push(content.subarray(start, end));
    start = end;
  }
  return lines;
}

export interface FoundLine {
  /** Counted from 1, as editors do. */
  readonly lineNumber: number;
  /** The options that make it less than a full logon; none for a plain line. */
  readonly restrictions: readonly string[];
}

/** The line that decides what a key may do: sshd takes the first one with it. */
export function findLine(content: Buffer, publicLine: string): FoundLine | undefined {
  const lineWithKey = finderOf(publicLine);
  for (const [index, bytes] of splitLines(content).entries()) {
    const line = lineWithKey(bytes);
    if (line) return { lineNumber: index + 1, restrictions: restrictingOptions(line) };
  }
  return undefined;
}

/** A line that holds a key, with its place and its bytes. */
export interface PlacedKeyLine {
  readonly lineNumber: number;
  readonly bytes: Buffer;
  readonly line: KeyLine;
}

/** Every line by which a key logs on: not those of certificate authorities. */
export function listKeyLines(content: Buffer): readonly PlacedKeyLine[] {
  return splitLines(content).flatMap((bytes, index) => {
    const line = readKeyLine(bytes);
    return line && !isCertificateAuthority(line) ? [{ lineNumber: index + 1, bytes, line }] : [];
  });
}

/** The lines by which no key of its own logs on; blank ones are nobody's. */
export function countOtherLines(content: Buffer): { authorities: number; otherLines: number } {
  const others = splitLines(content).flatMap((bytes) => {
    const line = readKeyLine(bytes);
    if (line) return isCertificateAuthority(line) ? [true] : [];
    return /^\s*$/.test(bytes.toString('latin1')) ? [] : [false];
  });
  const authorities = others.filter(Boolean).length;
  return { authorities, otherLines: others.length - authorities };
}

/** What tells a line from every other: of its bytes without the newline, which the last line may lack. */
export function digestOf(bytes: Buffer): string {
  const end = bytes.at(-1) === newline ? bytes.length - 1 : bytes.length;
  return createHash('sha256').update(bytes.subarray(0, end)).digest('hex');
}

/** The file without one line, wherever that is by now; undefined when it is gone. The nearest of several is meant. */
export function withoutLine(content: Buffer, lineNumber: number, digest: string): Buffer | undefined {
  const lines = splitLines(content);
  const distance = (index: number): number => Math.abs(index + 1 - lineNumber);
  const [found] = lines
    .flatMap((bytes, index) => (digestOf(bytes) === digest ? [index] : []))
    .sort((one, other) => distance(one) - distance(other));
  return found === undefined ? undefined : Buffer.concat(lines.filter((_line, index) => index !== found));
}

/** The file with a line that was taken out of it, where that was: the first line with a key decides what it may do. */
export function withLineAgain(content: Buffer, lineNumber: number, line: Buffer): Buffer {
  const lines = [...splitLines(content)];
  lines.splice(lineNumber - 1, 0, line);
  const ended = lines.map((bytes, index) =>
    bytes.at(-1) === newline || index === lines.length - 1
      ? bytes
      : Buffer.concat([bytes, Buffer.from('\n')]),
  );
  return Buffer.concat(ended);
}

/** The lines with one key: full logons and restricted ones, in the order of the file. */
export function linesWithKey(content: Buffer, publicLine: string): readonly PlacedKeyLine[] {
  const lineWithKey = finderOf(publicLine);
  return listKeyLines(content).filter(({ bytes }) => lineWithKey(bytes) !== undefined);
}

/** The file with the line at its end, or the file itself when a line with this key is there already. */
export function withLine(content: Buffer, publicLine: string): Buffer {
  if (findLine(content, publicLine)) return content;
  const needsNewline = content.length > 0 && content.at(-1) !== newline;
  return Buffer.concat([content, Buffer.from(`${needsNewline ? '\n' : ''}${publicLine}\n`)]);
}

/**
 * The file without the lines by which this key logs on, whatever options they have: after this it opens nothing. Only
 * a `cert-authority` line with the same key stays, because that key does not log on by it.
 */
export function withoutKey(content: Buffer, publicLine: string): Buffer {
  const lineWithKey = finderOf(publicLine);
  const lines = splitLines(content);
  const kept = lines.filter((bytes) => {
    const line = lineWithKey(bytes);
    return line === undefined || isCertificateAuthority(line);
  });
  return kept.length === lines.length ? content : Buffer.concat(kept);
}

/** What tells the key line in some bytes, when that is of this key. Errors: those of `keyOf`. */
function finderOf(publicLine: string): (bytes: Buffer) => KeyLine | undefined {
  const key = keyOf(publicLine);
  const base64 = comparableBase64(key.base64);
  const ends = endsOf(base64);
  return (bytes) => {
    // Most lines of a long file hold other keys: a search spares taking them apart.
    if (!ends.some((end) => bytes.includes(end, 0, 'latin1'))) return undefined;
    const line = readKeyLine(bytes);
    return line && isSameAlgorithm(line, key) && comparableBase64(line.base64) === base64 ? line : undefined;
  };
}

/**
 * How the Base64 of a key can end. Needless zeros before a number move what comes after them, and with it how three
 * bytes make four characters.
 */
function endsOf(base64: string): readonly string[] {
  const blob = Buffer.from(base64, 'base64');
  const moved = [1, 2].map((zeros) => Buffer.concat([Buffer.alloc(zeros), blob]).toString('base64'));
  return [base64, ...moved].map((spelling) => spelling.slice(-endLength));
}

/** All of them within the last number of a key: an Ed25519 key is 32 bytes, a DSA key's value at least 100. */
const endLength = 24;

/** sshd passes over a line whose algorithm is not the key's own, but it knows RSA by several names. */
function isSameAlgorithm(line: NamedKey, key: NamedKey): boolean {
  return (
    line.algorithm === key.algorithm ||
    (key.algorithm === 'ssh-rsa' && line.algorithm.startsWith('rsa-sha2-'))
  );
}
