import { posix } from 'node:path';

export const mainConfigPath = '/etc/ssh/sshd_config';

/** The first value wins in sshd's configuration, and the folder is read in the order of names. */
export const dropInPath = '/etc/ssh/sshd_config.d/00-latchkey.conf';

const begin = '# Latchkey: begin';
const end = '# Latchkey: end';
const purpose = 'Decides whether root may log on with a password.';
const removal = '"Re-enable password logon" in Latchkey takes it out again.';

interface Directive {
  /** In lower case: sshd does not mind the case. */
  readonly keyword: string;
  readonly args: readonly string[];
}

/** Where a directive begins in the file. */
interface PlacedDirective extends Directive {
  readonly offset: number;
}

/** What sshd takes one line for: keyword and arguments, by blanks or one `=`, perhaps in double quotes. */
function readDirective(line: string): Directive | undefined {
  const match = /^\s*"?([^\s="#][^\s="]*)"?[ \t]*=?(.*)$/s.exec(line);
  if (!match) return undefined;
  const [, keyword = '', rest = ''] = match;
  const args = rest.match(/"[^"]*"|[^\s"]+/g) ?? [];
  const comment = args.findIndex((arg) => arg.startsWith('#'));
  const plain = (comment === -1 ? args : args.slice(0, comment)).map((arg) => arg.replaceAll('"', ''));
  return { keyword: keyword.toLowerCase(), args: plain };
}

function* directives(config: Buffer): Generator<PlacedDirective> {
  let offset = 0;
  for (const line of config.toString('latin1').split(/(?<=\n)/)) {
    const directive = readDirective(line);
    if (directive) yield { ...directive, offset };
    offset += line.length;
  }
}

/**
 * Whether the drop-in file is read before anything else can settle the matter. A missing main configuration is the
 * vendor's own one in another place, which includes the folder.
 */
export function includesDropIn(config: Buffer | null): boolean {
  if (config === null) return true;
  for (const { keyword, args } of directives(config)) {
    if (keyword === 'include' && args.some(matchesDropIn)) return true;
    if (keyword === 'match' || keyword === 'permitrootlogin') return false;
  }
  return false;
}

function matchesDropIn(pattern: string): boolean {
  const absolute = posix.resolve(posix.dirname(mainConfigPath), pattern);
  return posix.matchesGlob(dropInPath, absolute);
}

/** The drop-in file with these directives. */
export function dropInText(lines: readonly string[]): Buffer {
  return Buffer.from([`# Written by Latchkey. ${purpose}`, `# ${removal}`, ...lines, ''].join('\n'));
}

function block(lines: readonly string[]): Buffer {
  return Buffer.from([`${begin}. ${purpose} ${removal}`, ...lines, end, ''].join('\n'));
}

/** The configuration with a block before everything else, for all connections. */
export function withFirstBlock(config: Buffer, lines: readonly string[]): Buffer {
  return Buffer.concat([block(lines), config]);
}

/**
 * The configuration with a block that holds for root alone, before every other `Match`: there it takes in no line that
 * is not its own. Where there is no `Match` it comes last, and ends with `Match all`, so that what is appended later
 * is not taken for root's.
 */
export function withRootBlock(config: Buffer, lines: readonly string[]): Buffer {
  const rootLines = ['Match User root', ...lines.map((line) => `    ${line}`)];
  const firstMatch = [...directives(config)].find(({ keyword }) => keyword === 'match');
  if (firstMatch) {
    const { offset } = firstMatch;
    return Buffer.concat([config.subarray(0, offset), block(rootLines), config.subarray(offset)]);
  }
  const separator = config.length === 0 || config.at(-1) === 0x0a ? '' : '\n';
  return Buffer.concat([config, Buffer.from(separator), block([...rootLines, 'Match all'])]);
}

/** What a block may hold: nothing else was ever written into one. */
const blockLine = '[ \\t]*(?:PermitRootLogin|PasswordAuthentication|Match)[^\\n]*\\n';
const wholeBlock = new RegExp(`^${begin}\\b[^\\n]*\\n(?:${blockLine})*${end}(?:\\n|$)`, 'gm');

/**
 * The configuration without Latchkey's blocks. One without its end, or with a line that somebody else has put into it,
 * is left alone.
 */
export function withoutBlocks(config: Buffer): Buffer {
  const text = config.toString('latin1');
  let rest = text;
  // Taking one out may bring a begin and an end together that were apart.
  for (let before = ''; rest !== before;) {
    before = rest;
    rest = before.replace(wholeBlock, '');
  }
  return rest === text ? config : Buffer.from(rest, 'latin1');
}
