import { armouredBlocks, decodeBase64, type ArmouredBlock } from './armour.ts';
import { derFormat } from './der-format.ts';
import { looseRfc4716 } from './loose-rfc4716.ts';

/** What a text that should hold a key is, judged by its outside alone. */
export type KeyTextFormat =
  'private-key' | 'rfc4716' | 'pem-public-key' | ForeignFormat | 'bare-public-key' | 'openssh-line';

/** What people bring in the place of a key, and what is told of it instead of "no key". */
type ForeignFormat = 'x509-certificate' | 'ssh1' | 'jwk' | 'pgp' | 'pkcs7' | 'parameters';

const opensshMagic = Buffer.from('openssh-key-v1\0');
/** The longest text that can be one key and nothing else. */
const maxBareLength = 65536;

const marks: readonly (readonly [RegExp, KeyTextFormat])[] = [
  // First, and wherever it stands: a private key must never be taken for anything else.
  [/-{4}\s?(?:BEGIN|END)\s[A-Z0-9 ]*PRIVATE KEY/i, 'private-key'],
  [/^[ \t\uFEFF]*PuTTY-User-Key-File-\d/im, 'private-key'],
  [/^[ \t]*Private-(?:Lines|MAC|Hash):/im, 'private-key'],
  [/SSH PRIVATE KEY FILE FORMAT 1/, 'private-key'],
  [/-{4} (?:BEGIN|END) SSH2 PUBLIC KEY/i, 'rfc4716'],
  [/-{5}BEGIN (?:RSA |EC |DSA )?PUBLIC KEY/i, 'pem-public-key'],
  [/-{5}BEGIN [A-Z0-9 ]*CERTIFICATE/i, 'x509-certificate'],
  [/-{5}BEGIN PGP /, 'pgp'],
  [/-{5}BEGIN (?:PKCS7|CMS)-/, 'pkcs7'],
  [/-{5}BEGIN (?:EC |DSA |DH )?PARAMETERS-/, 'parameters'],
  [/"kty"\s*:\s*"/, 'jwk'],
  [/^[ \t\uFEFF]*\d{3,5} \d{1,20} \d{100}/m, 'ssh1'],
];

/** What becomes one blank where it is in a comment: what is not seen there must not hide a mark either. */
const blanks = /(?:(?![\r\n])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\s])+/gu;

/** What nearly everybody pastes: one line, for which one look has to do. */
const plainLine = /^(?:ssh|ecdsa|sk)-[^\r\n]*[\r\n]*$/;

export function recognise(text: string): KeyTextFormat {
  if (plainLine.test(text) && !text.includes('----')) return 'openssh-line';
  const seen = text.replace(blanks, ' ');
  const mark = marks.find(([pattern]) => pattern.test(seen));
  if (mark?.[1] === 'pem-public-key' && armouredBlocks(text).some(holdsPrivateKey)) return 'private-key';
  return mark?.[1] ?? recogniseBare(text) ?? (isHeadedBase64(text) ? 'rfc4716' : 'openssh-line');
}

/** PKCS#12 holds a private key, too, but is no key file. */
const publicFormats: readonly string[] = ['spki', 'pkcs1-public', 'x509', 'pkcs12'];

/** Whether bytes that are no text are a private key, or the start of one. */
export function isPrivateKey(bytes: Buffer): boolean {
  if (bytes.subarray(0, opensshMagic.length).equals(opensshMagic)) return true;
  const format = derFormat(bytes);
  return format !== undefined && !publicFormats.includes(format);
}

/** Whatever its label says. */
export function holdsPrivateKey({ label, content }: ArmouredBlock): boolean {
  return label.endsWith('PRIVATE KEY') || (content !== undefined && isPrivateKey(content));
}

/** RFC 4716 without both of its lines: headers and Base64. */
function isHeadedBase64(text: string): boolean {
  if (text.length > maxBareLength || !/^[A-Za-z][\w-]{0,63}: /.test(text.trimStart())) return false;
  return looseRfc4716(text) !== undefined;
}

/** A key whose BEGIN and END lines, or whose algorithm's name, were not copied along. */
function recogniseBare(text: string): KeyTextFormat | undefined {
  const start = text.trimStart().slice(0, 64);
  // A cut private key is still one: for that its first bytes have to do.
  if (/^(?:b3BlbnNzaC1rZXktdjE|M[A-Za-z0-9+/]{15})/.test(start) && isPrivateKey(Buffer.from(start, 'base64')))
    return 'private-key';
  if (!/^(?:AAAA|M[A-Za-z0-9+/]{15})/.test(start) || text.length > maxBareLength) return undefined;
  return decodeBase64(text) === undefined ? undefined : 'bare-public-key';
}
