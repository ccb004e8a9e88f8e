/** What a text that should hold a public key is, judged by its outside alone. */
export type KeyTextFormat =
  | 'private-key'
  | 'rfc4716'
  | 'pem-public-key'
  | 'x509-certificate'
  | 'openssh-certificate'
  | 'ssh1'
  | 'openssh-line';

/** Base64 of `openssh-key-v1`. */
const bareOpensshPrivateKey = /^b3BlbnNzaC1rZXktdjE/;

const marks: readonly (readonly [RegExp, KeyTextFormat])[] = [
  // First, and wherever it stands: a private key must never be taken for anything else.
  [/-{4}\s?(?:BEGIN|END)\s[A-Z0-9 ]*PRIVATE KEY/i, 'private-key'],
  [/^[ \t\uFEFF]*PuTTY-User-Key-File-\d/im, 'private-key'],
  [/^[ \t]*Private-(?:Lines|MAC|Hash):/im, 'private-key'],
  [/SSH PRIVATE KEY FILE FORMAT 1/, 'private-key'],
  [/-{4} BEGIN SSH2 PUBLIC KEY/i, 'rfc4716'],
  [/-{5}BEGIN (?:RSA |EC |DSA )?PUBLIC KEY/i, 'pem-public-key'],
  [/-{5}BEGIN [A-Z0-9 ]*CERTIFICATE/i, 'x509-certificate'],
  [/^[^\n]{0,4096}-cert-v0[01]@openssh\.com\s/m, 'openssh-certificate'],
  [/^[ \t\uFEFF]*\d{3,5} \d{1,20} \d{100}/m, 'ssh1'],
];

export function recognise(text: string): KeyTextFormat {
  const mark = marks.find(([pattern]) => pattern.test(text));
  if (mark !== undefined) return mark[1];
  return isBarePrivateKey(text) ? 'private-key' : 'openssh-line';
}

/** A private key whose BEGIN and END lines were not copied along. */
function isBarePrivateKey(text: string): boolean {
  const start = text.trimStart().slice(0, 64);
  if (bareOpensshPrivateKey.test(start)) return true;
  if (!/^M[A-Za-z0-9+/]{15}/.test(start)) return false;
  return startsWithVersion(Buffer.from(start, 'base64'));
}

/** In ASN.1, private keys (PKCS#1, PKCS#8, SEC 1) begin with the number 0 or 1, and public ones do not. */
function startsWithVersion(der: Buffer): boolean {
  const lengthByte = der[1] ?? 0;
  const content = 2 + (lengthByte > 0x80 ? lengthByte - 0x80 : 0);
  return der[content] === 2 && der[content + 1] === 1 && (der[content + 2] ?? 2) <= 1;
}
