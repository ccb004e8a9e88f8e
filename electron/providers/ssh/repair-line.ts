import { linesWithKey, splitLines } from './authorized-keys.ts';
import { restrictingOptions } from './key-line.ts';

/** One line as it was, and as it is without its options: place, key and comment stay. */
export interface RepairedLine {
  readonly content: Buffer;
  readonly before: Buffer;
  readonly after: Buffer;
}

/** Undefined where the key has no line, or a full logon: what restricts it before that one is somebody else's line. */
export function withoutOptions(content: Buffer, publicLine: string): RepairedLine | undefined {
  const found = linesWithKey(content, publicLine);
  const [first] = found;
  if (!first || found.some(({ line }) => restrictingOptions(line).length === 0)) return undefined;
  const { bytes: before, lineNumber, line } = first;
  const text = before.toString('latin1');
  const blanks = /^[ \t]*/.exec(text)?.[0].length ?? 0;
  const rest = text.slice(blanks + line.options.length).replace(/^[ \t]+/, '');
  const after = Buffer.from(rest, 'latin1');
  const lines = splitLines(content).map((bytes, index) => (index + 1 === lineNumber ? after : bytes));
  return { content: Buffer.concat(lines), before, after };
}

/** The repaired line as it was before, wherever it is by now. */
export function withOptionsAgain(content: Buffer, { before, after }: RepairedLine): Buffer {
  return Buffer.concat(splitLines(content).map((bytes) => (bytes.equals(after) ? before : bytes)));
}
