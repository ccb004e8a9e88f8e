import { AppError } from '../../shared/ipc/result.ts';
import { certifiedAlgorithm } from './certificate.ts';
import { describeFound, parseKeyOrCertificate, type FoundKey } from './found-key.ts';
import { isKnownAlgorithm } from './public-key.ts';
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

/** Reads each line by itself, as `ssh-keygen -l` does. */
export function readOpensshLines(text: string): OpensshLines {
  const keys: FoundKey[] = [];
  const problems: AppError[] = [];
  for (const line of linesOf(text)) {
    try {
      keys.push(readLine(line));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      problems.push(error);
    }
  }
  return { keys, problems };
}

function linesOf(text: string): readonly Word[] {
  return [...text.matchAll(/[^\r\n]+/g)]
    .map((match) => trimStart({ text: match[0], position: match.index }))
    .filter((line) => line.text !== '' && !line.text.startsWith('#'));
}

function readLine(line: Word): FoundKey {
  const rest = isAlgorithm(firstWord(line).text) ? line : afterOptions(line);
  const algorithm = firstWord(rest);
  if (!isAlgorithm(algorithm.text)) throw unknownAlgorithm(line, algorithm);
  const afterAlgorithm = after(rest, algorithm);
  const base64 = firstWord(afterAlgorithm);
  const key = readKey(algorithm, base64);
  return describeFound(key, after(afterAlgorithm, base64).text);
}

function looksLikeKey(line: Word): boolean {
  return isAlgorithm(firstWord(line).text) || isAlgorithm(firstWord(afterOptions(line)).text);
}

function isAlgorithm(name: string): boolean {
  return isKnownAlgorithm(name) || certifiedAlgorithm(name) !== undefined;
}

/** Options end at the first blank that stands outside of double quotes (sshd(8), AUTHORIZED_KEYS FILE FORMAT). */
function afterOptions(line: Word): Word {
  const options = /^(?:"(?:\\"|\\(?!")|[^"\\])*"|[^\s"])*/.exec(line.text)?.[0] ?? '';
  return after(line, { text: options, position: line.position });
}

function firstWord(line: Word): Word {
  return { text: /^\S*/.exec(line.text)?.[0] ?? '', position: line.position };
}

function after(line: Word, word: Word): Word {
  return trimStart({
    text: line.text.slice(word.text.length),
    position: line.position + word.text.length,
  });
}

function trimStart(word: Word): Word {
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

function readKey(algorithm: Word, base64: Word): ReturnType<typeof parseKeyOrCertificate> {
  const blob = decode(base64);
  try {
    const key = parseKeyOrCertificate(blob);
    if (new WireReader(blob).text() === algorithm.text) return key;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'public-key-invalid') throw error;
    const position = base64.position + (error.details['reason'] === 'truncated' ? base64.text.length : 0);
    throw new AppError(error.code, { ...error.details, position }, { cause: error });
  }
  throw invalidKey('algorithm-mismatch', { position: algorithm.position });
}

function decode(base64: Word): Buffer {
  const strange = base64.text.search(/[^A-Za-z0-9+/=]/);
  if (strange !== -1) throw invalidKey('base64', { position: base64.position + strange });
  const blob = Buffer.from(base64.text, 'base64');
  // Lost characters show as a length that is no multiple of four, or as bits left over at the end.
  if (blob.toString('base64') === base64.text) return blob;
  throw invalidKey('base64', { position: base64.position + base64.text.length });
}
