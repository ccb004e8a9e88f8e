import { AppError } from '../../../shared/ipc/result.ts';
import { comparableBlob } from '../../keys/public-key.ts';

/** A key as a line of authorized_keys names it. */
export interface NamedKey {
  readonly algorithm: string;
  /** The wire form in Base64, as it stands there: see `comparableBase64`. */
  readonly base64: string;
}

export interface KeyLine extends NamedKey {
  /** The options before the key as they stand there, or an empty string. */
  readonly options: string;
  /** What follows the key, as bytes in latin1. */
  readonly comment: string;
}

const algorithmStart = /^(?:ssh-|ecdsa-sha2-|sk-|rsa-sha2-)/;

/**
 * What sshd takes a line for: a key, with or without options, or nothing (a comment, an empty line, a BOM before the
 * key). Follows OpenSSH's auth2-pubkeyfile.c: blanks and tabs separate, and a NUL ends the line.
 */
export function readKeyLine(line: Buffer): KeyLine | undefined {
  const text = line.toString('latin1').split('\0', 1)[0] ?? '';
  const start = text.replace(/^[ \t]+/, '');
  if (start === '' || /^[#\r\n]/.test(start)) return undefined;
  if (algorithmStart.test(start)) return readKey(start, '');
  const options = start.slice(0, optionsLength(start));
  return readKey(start.slice(options.length).replace(/^[ \t]+/, ''), options);
}

function readKey(text: string, options: string): KeyLine | undefined {
  const match = /^([^ \t]+)[ \t]+([^ \t]+)[ \t]*(.*)$/s.exec(text);
  const [, algorithm = '', word = '', comment = ''] = match ?? [];
  const base64 = word.replace(/\s/g, '');
  if (!algorithmStart.test(algorithm) || base64 === '') return undefined;
  return { options, algorithm, base64, comment: comment.trim() };
}

/** Options end at the first blank outside quotes; a backslash takes the meaning from a quote. */
function optionsLength(text: string): number {
  let isQuoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const character = text.charAt(i);
    if (character === '\\' && text.charAt(i + 1) === '"') i += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && /[ \t]/.test(character)) return i;
  }
  return text.length;
}

/** The names in an option list, in lower case: sshd does not mind the case. */
export function optionNames(options: string): readonly string[] {
  const list = options.match(/(?:\\"|"(?:\\"|[^"])*"?|[^,"])+/g) ?? [];
  return list.map((option) => (option.split('=', 1)[0] ?? '').toLowerCase());
}

/** With these a key still logs on as anybody would; every other option, known or not, makes it less than that. */
const harmlessOptions: ReadonlySet<string> = new Set([
  'agent-forwarding',
  'environment',
  'no-agent-forwarding',
  'no-port-forwarding',
  'no-touch-required',
  'no-user-rc',
  'no-x11-forwarding',
  'permitlisten',
  'permitopen',
  'port-forwarding',
  'pty',
  'touch-required',
  'user-rc',
  'verify-required',
  'x11-forwarding',
]);

/** The options that keep a line from being a full logon: a forced command, an address, an expiry, a CA, ... */
export function restrictingOptions(line: KeyLine): readonly string[] {
  return optionNames(line.options).filter((name) => !harmlessOptions.has(name));
}

/** A certificate authority's line: its own key opens nothing. */
export function isCertificateAuthority(line: KeyLine): boolean {
  return optionNames(line.options).includes('cert-authority');
}

/** The key of a public line. Error: `public-key-invalid` for what is not exactly one line with a key. */
export function keyOf(publicLine: string): NamedKey {
  const match = /^([a-z][a-z0-9@.-]+) ([A-Za-z0-9+/]+={0,2})(?: [^\r\n\0]*)?$/.exec(publicLine);
  const [, algorithm = '', base64 = ''] = match ?? [];
  if (!algorithmStart.test(algorithm)) throw new AppError('public-key-invalid');
  return { algorithm, base64 };
}

/**
 * The text by which keys are compared. Of Base64 sshd takes one spelling alone, but the numbers of RSA and DSA keys
 * with any zeros in front, and compares what it has read.
 */
export function comparableBase64(base64: string): string {
  const blob = Buffer.from(base64, 'base64');
  return blob.toString('base64') === base64 ? comparableBlob(blob).toString('base64') : base64;
}
