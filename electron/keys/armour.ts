/** A block between a BEGIN and an END line: PEM (RFC 7468, RFC 1421) or RFC 4716. */
export interface ArmouredBlock {
  /** What stands behind BEGIN, for instance `RSA PRIVATE KEY`. */
  readonly label: string;
  /** `Name: value` lines, names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** Undefined where the block has no end or is not Base64. */
  readonly content: Buffer | undefined;
  /** Whether the content's Base64 ends as it should, or in the three signs too many that OpenSSH has written. */
  readonly isPadded: boolean;
  /** Whether its END line is there. */
  readonly isWhole: boolean;
}

const begin = /-----BEGIN ([A-Z0-9 ]{1,40})-----|---- BEGIN ([A-Z0-9 ]{1,40}) ----/g;
/** A file of certificates may hold many blocks; one with keys does not. */
const maxBlocks = 64;

/** The blocks of a text, in their order. */
export function armouredBlocks(text: string): readonly ArmouredBlock[] {
  const blocks: ArmouredBlock[] = [];
  for (const match of text.matchAll(begin)) {
    if (blocks.length === maxBlocks) break;
    blocks.push(readBlock(text, match));
  }
  return blocks;
}

/** What is before, between and behind the blocks. */
export function withoutBlocks(text: string): string {
  const parts: string[] = [];
  let position = 0;
  for (const match of [...text.matchAll(begin)].slice(0, maxBlocks)) {
    if (match.index < position) continue;
    parts.push(text.slice(position, match.index));
    const { end } = extentOf(text, match);
    position = end === undefined ? match.index + match[0].length : endOfLine(text, end);
  }
  return [...parts, text.slice(position)].join('\n');
}

function endOfLine(text: string, position: number): number {
  const length = text.slice(position).search(/[\r\n]/);
  return length === -1 ? text.length : position + length;
}

/** From behind the BEGIN line's mark to the END line; without an end where another block comes first. */
function extentOf(text: string, match: RegExpExecArray): { start: number; end: number | undefined } {
  const [mark, pemLabel, rfc4716Label] = match;
  const label = pemLabel ?? rfc4716Label ?? '';
  const start = match.index + mark.length;
  // In RFC 4716 nothing else begins like its END line: OpenSSH looks no further either.
  const end = text.indexOf(rfc4716Label === undefined ? mark.replace('BEGIN', 'END') : '---- END', start);
  const next = text.indexOf(mark.slice(0, mark.indexOf(label)), start);
  // Many blocks without an end would each be read up to the end of the file.
  return { start, end: end === -1 || (next !== -1 && next < end) ? undefined : end };
}

function readBlock(text: string, match: RegExpExecArray): ArmouredBlock {
  const label = match[1] ?? match[2] ?? '';
  const { start, end } = extentOf(text, match);
  if (end === undefined)
    return { label, headers: new Map(), content: undefined, isPadded: false, isWhole: false };
  const lines = text.slice(start, end).split(/\r\n|\r|\n/);
  const { headers, body } = splitHeaders(lines.map((line) => line.replace(/\u200B{1,8}$/, '')));
  // OpenSSL does not look at bits of the last character that no byte has; OpenSSH, in its own formats, does.
  const content = decodeBase64(body, !label.includes('SSH'));
  return { label, headers, content, isPadded: isPadded(body, content), isWhole: true };
}

/** @param content that the Base64 was decoded to */
export function isPadded(base64: string, content: Buffer | undefined): boolean {
  const compact = base64.replace(/\s+/g, '');
  const exact = content?.toString('base64') ?? '';
  return compact === exact || compact === `${exact}===`;
}

function splitHeaders(lines: readonly string[]): { headers: Map<string, string>; body: string } {
  const headers = new Map<string, string>();
  let index = 0;
  for (; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const colon = line.indexOf(':');
    if (colon === -1 && line.trim() !== '') break;
    if (colon === -1) continue;
    const [value, next] = continued(lines, index, line.slice(colon + 1));
    index = next;
    headers.set(line.slice(0, colon).trim().toLowerCase(), value.trim());
  }
  return { headers, body: lines.slice(index).join('') };
}

/** RFC 4716, 3.3: a backslash at the end of a line joins it with the next. */
function continued(
  lines: readonly string[],
  index: number,
  start: string,
): [value: string, lastIndex: number] {
  const parts = [start];
  let last = index;
  while ((parts.at(-1) ?? '').endsWith('\\') && last + 1 < lines.length) {
    parts.push(parts.pop()?.slice(0, -1) ?? '', lines[++last] ?? '');
  }
  return [parts.join(''), last];
}

/**
 * Base64 of one or several lines; nothing where it is anything else, or cut in the middle.
 * @param mayHaveSpareBits whether the bits of the last character that belong to no byte may be any
 */
export function decodeBase64(text: string, mayHaveSpareBits = false): Buffer | undefined {
  const compact = text.replace(/\s+/g, '');
  if (compact === '' || /[^A-Za-z0-9+/=]/.test(compact)) return undefined;
  const bytes = Buffer.from(compact, 'base64');
  const length = mayHaveSpareBits ? -1 : undefined;
  const isWhole = digitsOf(bytes.toString('base64'), length) === digitsOf(compact, length);
  return isWhole ? bytes : undefined;
}

/** @param length how much of it: without the last one */
function digitsOf(base64: string, length: -1 | undefined): string {
  return base64.replace(/=+$/, '').slice(0, length);
}
