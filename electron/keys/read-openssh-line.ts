import { AppError } from '../../shared/ipc/result.ts';
import { certifiedAlgorithm, parseCertificate } from './certificate.ts';
import { describeFound, type FoundKey, type ParsedKey } from './found-key.ts';
import { isKnownAlgorithm, keyAlgorithm, parsePublicKey } from './public-key.ts';
import { invalidKey, WireReader } from './wire.ts';

interface Word {
  readonly text: string;
  /** Where it begins in the whole text, counted in UTF-16 units. */
  readonly position: number;
}

/** The keys of a text with many lines, and what is wrong with the lines that hold none. */
export interface OpensshLines {
  readonly keys: readonly FoundKey[];
  readonly problems: readonly AppError[];
}

/**
 * Reads a text with one line `[options] algorithm base64 [comment]`; empty lines and lines with `#` are passed over.
 * Options are dropped: they belong to a server's file, not to a key.
 */
export function readOpensshLine(text: string): FoundKey {
  const [first, second] = linesOf(text);
  if (first === undefined) throw invalidKey('empty');
  if (second === undefined) return readLine(first);
  const { position } = second;
  throw invalidKey(looksLikeKey(second) ? 'several-keys' : 'line-break-in-key', { position });
}

/** A text with more lines than this that hold no key is no file of keys. Each costs more to tell of than a key to read. */
const maxProblems = 1000;

/** Reads each line by itself, as `ssh-keygen -l` does. Errors: that of the first line where too many hold no key. */
export function readOpensshLines(text: string): OpensshLines {
  const keys: FoundKey[] = [];
  const problems: AppError[] = [];
  for (const line of linesOf(text)) {
    try {
      keys.push(readLine(line));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (problems.push(error) > maxProblems) throw problems[0] ?? error;
    }
  }
  return { keys, problems };
}

/** People paste blanks of all kinds. A form feed or a vertical tab separates nothing for OpenSSH. */
const blank = /[^\S\f\v]/;

function linesOf(text: string): readonly Word[] {
  const lines: Word[] = [];
  let position = 0;
  for (const line of text.split(/[\r\n]/)) {
    const trimmed = trimStart({ text: line, position });
    if (trimmed.text !== '' && !trimmed.text.startsWith('#')) lines.push(trimmed);
    position += line.length + 1;
  }
  return lines;
}

/** OpenSSH tries the line as a key first: an option may have an algorithm's name. */
function readLine(line: Word): FoundKey {
  const rest = afterOptions(line);
  if (!isAlgorithm(firstWord(line).text)) return readKeyIn(line, rest);
  try {
    return readKeyIn(line, line);
  } catch (error) {
    if (!isAlgorithm(firstWord(rest).text)) throw error;
    return readKeyIn(line, rest);
  }
}

/** @param rest of the line, from the algorithm on */
function readKeyIn(line: Word, rest: Word): FoundKey {
  const first = firstWord(line);
  const algorithm = rest === line ? first : firstWord(rest);
  // A number comes first where people paste what `ssh-keygen -l` lists, or a key of SSH1.
  if (/^\d+$/.test(first.text)) throw invalidKey('not-a-key', { position: line.position });
  if (rest !== line && !isAlgorithm(algorithm.text)) throw unknownAlgorithm(line, algorithm);
  const afterAlgorithm = after(rest, algorithm);
  const base64 = firstWord(afterAlgorithm);
  const blob = decode(base64);
  const parsed = readKey(algorithm, base64, blob);
  // The text at hand spares encoding, unless the numbers in it were not in their shortest form.
  const known = parsed.key.blob === blob ? base64.text : undefined;
  return describeFound(parsed, after(afterAlgorithm, base64).text, known);
}

function looksLikeKey(line: Word): boolean {
  return isAlgorithm(firstWord(line).text) || isAlgorithm(firstWord(afterOptions(line)).text);
}

function isAlgorithm(name: string): boolean {
  return isKnownAlgorithm(name) || certifiedAlgorithm(name) !== undefined;
}

/**
 * Options end at the first blank that stands outside of double quotes (sshd(8), AUTHORIZED_KEYS FILE FORMAT). One behind a
 * backslash neither begins nor ends anything.
 */
function afterOptions(line: Word): Word {
  const options = /^(?:"(?:\\"|\\(?!")|[^"\\])*"|\\"|[^\s"])*/.exec(line.text)?.[0] ?? '';
  return after(line, { text: options, position: line.position });
}

function firstWord(line: Word): Word {
  const end = line.text.search(blank);
  return end === -1 ? line : { text: line.text.slice(0, end), position: line.position };
}

function after(line: Word, word: Word): Word {
  return trimStart({
    text: line.text.slice(word.text.length),
    position: line.position + word.text.length,
  });
}

function trimStart(word: Word): Word {
  if (word.text.search(blank) !== 0) return word;
  const text = word.text.trimStart();
  return { text, position: word.position + word.text.length - text.length };
}

/** A name that no server knows is no key at all; one that looks like an algorithm's may be a kind not known here. */
function unknownAlgorithm(line: Word, candidate: Word): AppError {
  const name = [firstWord(line).text, candidate.text].find(isAlgorithmShaped);
  if (name !== undefined) return new AppError('key-type-unsupported', { algorithm: name });
  return invalidKey('not-a-key', { position: line.position });
}

function isAlgorithmShaped(name: string): boolean {
  return /^(?:webauthn-|sk-)?(?:ssh|ecdsa|rsa|mldsa)-[a-z0-9.@-]{1,60}$/.test(name);
}

function readKey(algorithm: Word, base64: Word, blob: Buffer): ParsedKey {
  try {
    const parsed = isKnownAlgorithm(algorithm.text) ? { key: parsePublicKey(blob) } : parseCertificate(blob);
    if (nameIn(parsed, blob) === keyAlgorithm(algorithm.text)) return parsed;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'public-key-invalid') throw error;
    const position = base64.position + (error.details['reason'] === 'truncated' ? base64.text.length : 0);
    throw new AppError(error.code, { ...error.details, position }, { cause: error });
  }
  throw invalidKey('algorithm-mismatch', { position: algorithm.position });
}

function nameIn({ key, certificate }: ParsedKey, blob: Buffer): string {
  return certificate === undefined ? key.algorithm : new WireReader(blob).text();
}

function decode(base64: Word): Buffer {
  const blob = Buffer.from(base64.text, 'base64');
  if (blob.toString('base64') === base64.text) return blob;
  const strange = base64.text.search(/[^A-Za-z0-9+/=]/);
  // Lost characters show as a length that is no multiple of four, or as bits left over at the end.
  const length = strange === -1 ? base64.text.length : strange;
  throw invalidKey('base64', { position: base64.position + length });
}
