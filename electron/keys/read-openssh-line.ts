import type { PublicKeyInfo } from '../../shared/model/key-pair.ts';
import { AppError } from '../../shared/ipc/result.ts';
import { describePublicKey } from './public-line.ts';
import { isKnownAlgorithm, parsePublicKey, type PublicKey } from './public-key.ts';
import { invalidKey } from './wire.ts';

interface Word {
  readonly text: string;
  /** Where it begins in the whole text, counted in UTF-16 units. */
  readonly position: number;
}

/**
 * Reads a text with one line `[options] algorithm base64 [comment]`; empty lines and lines with `#` are passed over.
 * Options are dropped: they belong to a server's file, not to a key.
 */
export function readOpensshLine(text: string): PublicKeyInfo {
  const line = onlyLine(text);
  const rest = isKnownAlgorithm(firstWord(line).text) ? line : afterOptions(line);
  const algorithm = firstWord(rest);
  if (!isKnownAlgorithm(algorithm.text)) throw unknownAlgorithm(line, algorithm);
  const base64 = firstWord(after(rest, algorithm));
  const key = readKey(algorithm, base64);
  return describePublicKey(key, after(after(rest, algorithm), base64).text);
}

function onlyLine(text: string): Word {
  const lines = [...text.matchAll(/[^\r\n]+/g)]
    .map((match) => trimStart({ text: match[0], position: match.index }))
    .filter((line) => line.text !== '' && !line.text.startsWith('#'));
  const [first, second] = lines;
  if (first === undefined) throw invalidKey('empty');
  if (second === undefined) return first;
  const { position } = second;
  throw invalidKey(looksLikeKey(second) ? 'several-keys' : 'line-break-in-key', { position });
}

function looksLikeKey(line: Word): boolean {
  return isKnownAlgorithm(firstWord(line).text) || isKnownAlgorithm(firstWord(afterOptions(line)).text);
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

function readKey(algorithm: Word, base64: Word): PublicKey {
  const blob = decode(base64);
  try {
    const key = parsePublicKey(blob);
    if (key.algorithm === algorithm.text) return key;
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
