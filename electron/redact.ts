/** Property names whose value is never written down. */
const secretName = /pass(?:word|phrase|wd)|secret|authorization|private[-_]?key|signature/i;

/** A PEM, SSH2 or PuTTY block; a cut one is taken to the end. `\\n` in place of line ends makes no difference. */
const keyBlock = /-{4,5} ?BEGIN [\s\S]*?(?:-{4,5} ?END [^-]{0,60}-{4,5}|$)/g;
const puttyBlock = /PuTTY-User-Key-File-[\s\S]*$/g;

/**
 * `name: value` and `name=value`, with or without quotes, up to the end of the line: a password may hold any
 * character. A quoted value is taken whole, also over several lines.
 */
const namedSecret = new RegExp(
  String.raw`((?:${secretName.source})[\w.-]{0,40}\\*["'\x60]?[ \t]*[:=][ \t]*)` +
    String.raw`(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\x60(?:[^\x60\\]|\\.)*\x60)?[^\n]*`,
  'gis',
);

/** Key material without its frame: a line of a PEM body has 64 characters or more. */
const longBase64 = /[A-Za-z0-9+/]{64,}={0,2}/g;
const urlPassword = /(:\/\/[^\s/:@]*:)[^\s/@]+@/g;

const redacted = '[redacted]';
const maxDepth = 8;
/** Bounds the work: a message may come from a hostile server. */
const maxLength = 16_384;

/** The text without key blocks, passwords and the like. */
export function redactText(text: string): string {
  return text
    .slice(0, maxLength)
    .replace(keyBlock, redacted)
    .replace(puttyBlock, redacted)
    .replace(namedSecret, `$1${redacted}`)
    .replace(urlPassword, `$1${redacted}@`)
    .replace(longBase64, redacted);
}

/** A copy of anything as plain data without secrets: errors with their causes, no bytes, no cycles. */
export function redactValue(value: unknown): unknown {
  return copy(value, new Set());
}

function copy(value: unknown, above: ReadonlySet<object>): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'object' && value !== null) return copyObject(value, above);
  return value === null || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : `[${typeof value}]`;
}

function copyObject(value: object, above: ReadonlySet<object>): unknown {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (above.has(value) || above.size >= maxDepth) return '[...]';
  const path = new Set([...above, value]);
  if (Array.isArray(value)) return value.map((item) => copy(item, path));
  return Object.fromEntries(properties(value).map(([name, of]) => copyProperty(name, of, path)));
}

function copyProperty(name: string, value: unknown, path: ReadonlySet<object>): [string, unknown] {
  return [redactText(name), secretName.test(name) ? redacted : copy(value, path)];
}

/** What an error says of itself is not enumerable, so it is named here. Getters are not called. */
function properties(value: object): [string, unknown][] {
  const own = Object.entries(Object.getOwnPropertyDescriptors(value));
  const data = own.flatMap(([name, { value: of }]): [string, unknown][] => [[name, of]]);
  if (!(value instanceof Error)) return data;
  const first = new Map<string, unknown>([
    ['name', value.name],
    ['message', value.message],
    ['stack', value.stack],
  ]);
  return [...first, ...data.filter(([name]) => !first.has(name))];
}
