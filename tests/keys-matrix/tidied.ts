/** None reaches into the next: a file of BEGIN lines alone would take hours. */
const blocks =
  /-----BEGIN ([A-Z0-9 ]+)-----((?:(?!-----BEGIN)[\s\S])*?)-----END \1-----|---- BEGIN SSH2(?:(?!---- BEGIN)[\s\S])*?---- END[^\n]*/g;

/**
 * What is around a key and people send along: a byte order mark, CRLF, indentation, text before BEGIN, missing BEGIN
 * lines, more than one blank behind the options of a line (sshd takes them, ssh-keygen does not), blanks of other kinds. The product takes it off and OpenSSH does not, so a file that OpenSSH refuses is shown to it once more
 * without. None of the product's code is used for that.
 */
export function tidied(file: Buffer): readonly Buffer[] {
  const text = plainText(file);
  const found = [...text.matchAll(blocks)];
  const [block] = [/PRIVATE KEY/, / KEY/, /^/].flatMap((kind) => found.filter(([whole]) => kind.test(whole)));
  // Its comment may end in a blank, and is signed.
  const ppk = /^PuTTY-User-Key-File-[\s\S]*/m.exec(decoded(file))?.[0];
  const candidates =
    block === undefined
      ? [ppk, text.trim().replace(/[ \t]+/g, ' '), ...armoured(file, text)]
      : [evened(block)];
  return candidates.filter((one) => one !== undefined).map((one) => Buffer.from(`${one.trimEnd()}\n`));
}

/**
 * The public keys of a file with several, each by itself: `ssh-keygen -i` reads the first block alone, `-l` the lines
 * alone. What is between blocks comes last.
 */
export function publicParts(file: Buffer): readonly Buffer[] {
  const text = plainText(file);
  const found = [...text.matchAll(blocks)].filter(([block]) =>
    /^-{4,5} ?BEGIN [A-Z0-9 ]*PUBLIC KEY/.test(block),
  );
  const lines = text.replaceAll(blocks, '').split('\n').filter(looksLikeKey);
  if (found.length === 0 || text.includes('PRIVATE KEY')) return [];
  return [...found.map(evened), ...(lines.length === 0 ? [] : [lines.join('\n')])].map((part) =>
    Buffer.from(`${part}\n`),
  );
}

function looksLikeKey(line: string): boolean {
  return line.includes('AAAA') && /^[a-z]/.test(line);
}

function plainText(file: Buffer): string {
  return decoded(file)
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\f\v\n\t ]/g, ' ')
    .split('\n')
    .map(withoutBlanks)
    .join('\n');
}

/** A regular expression for the end of a line takes hours where a million blanks are not at its end. */
function withoutBlanks(line: string): string {
  let [start, end] = [0, line.length];
  while (start < end && ' \t\u200B'.includes(line.charAt(start))) start += 1;
  while (end > start && ' \t\u200B'.includes(line.charAt(end - 1))) end -= 1;
  return line.slice(start, end);
}

function decoded(file: Buffer): string {
  if (file[0] === 0xff && file[1] === 0xfe) return file.toString('utf16le').slice(1);
  if (file[0] === 0xfe && file[1] === 0xff) return Buffer.from(file).swap16().toString('utf16le').slice(1);
  return file.toString('utf8').replace(/^\uFEFF/, '');
}

/** OpenSSL wants lines of at most 76 characters and their padding, OpenSSH lines at all, and neither empty ones. */
function evened([block, label, body = '']: RegExpExecArray): string {
  if (label === undefined) return withoutHeaders(block);
  const headers = body.split('\n').filter((line) => line.includes(':'));
  const base64 = body.split('\n').filter((line) => !line.includes(':'));
  const compact = base64.join('').replace(/[\s=]+/g, '');
  const lines = compact.padEnd(Math.ceil(compact.length / 4) * 4, '=').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...encryption(headers), ...lines, `-----END ${label}-----`].join('\n');
}

/** OpenSSH limits the length of RFC 4716's headers and wants a blank after the colon. No key depends on them. */
function withoutHeaders(block: string): string {
  return block.replaceAll(/^[^\n:]*:(?:[^\n]*\\\n)*[^\n]*\n/gm, '');
}

/**
 * Ed25519 in PKCS#8 of version 2, with its public key behind (RFC 8410, 10.3), as version 1 without: OpenSSL 3.0 does
 * not read the former.
 */
export function withoutPublicHalf(file: Buffer): Buffer | undefined {
  const [, body = ''] = /-----BEGIN PRIVATE KEY-----([^-]*)/.exec(decoded(file)) ?? [];
  const der = body === '' ? file : Buffer.from(body, 'base64');
  const keyEnd = 2 + 3 + 7 + 36;
  if (der[0] !== 0x30 || der.toString('hex', 2, 12) !== '020101300506032b6570' || der.length < keyEnd)
    return undefined;
  const version1 = Buffer.concat([Buffer.of(0x30, keyEnd - 2, 2, 1, 0), der.subarray(5, keyEnd)]);
  return Buffer.from(
    `-----BEGIN PRIVATE KEY-----\n${version1.toString('base64')}\n-----END PRIVATE KEY-----\n`,
  );
}

/** OpenSSL wants the two headers that say how a block is encrypted, no others, and an empty line behind them. */
function encryption(headers: readonly string[]): readonly string[] {
  const [, value = ''] = headers.map((line) => /^DEK-Info:\s*(.*)$/.exec(line)).find(Boolean) ?? [];
  return value === '' ? [] : ['Proc-Type: 4,ENCRYPTED', `DEK-Info: ${value.replace(/\s/g, '')}`, ''];
}

/** Bare Base64 or DER with each BEGIN line that it may have lost, and as a public line. */
function armoured(file: Buffer, text: string): readonly string[] {
  const compact = text.replace(/\s+/g, '');
  const isBase64 = /^[A-Za-z0-9+/]{40,}={0,2}$/.test(compact);
  const bytes = isBase64 ? Buffer.from(compact, 'base64') : file;
  if (bytes.length < 30) return [];
  const lines = (bytes.toString('base64').match(/.{1,64}/g) ?? []).join('\n');
  const labels = [
    'OPENSSH PRIVATE',
    'RSA PRIVATE',
    'EC PRIVATE',
    'DSA PRIVATE',
    'PRIVATE',
    'ENCRYPTED PRIVATE',
    'PUBLIC',
    'RSA PUBLIC',
  ];
  return [
    ...labels.map((label) => `-----BEGIN ${label} KEY-----\n${lines}\n-----END ${label} KEY-----`),
    publicLine(bytes),
  ];
}

function publicLine(bytes: Buffer): string {
  const length = bytes.readUInt32BE(0);
  return `${bytes.toString('latin1', 4, 4 + Math.min(length, 64))} ${bytes.toString('base64')}`;
}

const version00 = /^(ssh-rsa|ssh-dss)-cert-v00@openssh\.com ([A-Za-z0-9+/=]+)/m;

/** OpenSSH dropped certificates of version 0: the plain line of the key in one, to compare with. */
export function withoutCertificate00(file: Buffer): Buffer | undefined {
  const [, algorithm = '', base64 = ''] = version00.exec(file.toString('latin1')) ?? [];
  if (algorithm === '') return undefined;
  const bytes = Buffer.from(base64, 'base64');
  let end = 4 + bytes.readUInt32BE(0);
  const start = end;
  for (let left = algorithm === 'ssh-rsa' ? 2 : 4; left > 0; left--) end += 4 + bytes.readUInt32BE(end);
  const name = Buffer.concat([Buffer.of(0, 0, 0, 7), Buffer.from(algorithm)]);
  return Buffer.from(
    `${algorithm} ${Buffer.concat([name, bytes.subarray(start, end)]).toString('base64')}\n`,
  );
}
