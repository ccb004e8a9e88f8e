import { randomBytes } from 'node:crypto';

/**
 * The program that the account's logon shell, whichever it is, is asked to hand over to. It says `$2$1` on both outputs, which
 * tells its own output from a profile's noise and proves that a shell ran it (in the command line the two stand in the other
 * order), then skips lines up to `$1` on standard input, reads the script, and evaluates it.
 *
 * The text is a constant of characters that bash, dash, zsh, fish and csh all leave alone in single quotes: no quote, line
 * break, backslash at the end, or `!`.
 */
const loader = (readScript: string): string =>
  [
    'LC_ALL=C; export LC_ALL',
    'printf "\\n%s%s\\n" "$2" "$1"; printf "\\n%s%s\\n" "$2" "$1" >&2',
    'while IFS= read -r l; do [ "$l" = "$1" ] && break; done',
    readScript,
    'eval "$s"',
  ].join('; ');

/**
 * All that is left, up to `$1`: a shell takes one byte at a time when it reads lines, and a long script then takes long.
 * A connection that is cut looks like the end; half a script is not run.
 */
const readAll = 's=$(cat); [ "${s%$1}" = "$s" ] && exit 254; unset l';

/** A number, and as many lines: what is left of standard input is the script's. */
const readLines = [
  'nl=$(printf "\\nx"); nl=${nl%x}',
  'IFS= read -r n || exit 254',
  's=; while [ "$n" -gt 0 ]; do IFS= read -r l || exit 254; s="$s$l$nl"; n=$((n-1)); done',
  'unset l n nl',
].join('; ');

/** One run of a script: the command line for the logon shell, what it says first, and what it is to be told. */
export interface ShellProgram {
  readonly command: string;
  /** The line that begins the program's output. */
  readonly greeting: string;
  /** What sudo asks for the password with. */
  readonly prompt: string;
  /** The script with its arguments, for standard input. */
  readonly text: Buffer;
}

export type Elevation = 'none' | 'sudo-without-password' | 'sudo-with-password';

/**
 * @param args values of the script's `$1`, `$2`, ...; anything but NUL, which no shell can hold
 * @param hasInput whether bytes for the script itself follow it on standard input
 */
export function shellProgram(
  script: string,
  args: readonly string[],
  elevation: Elevation,
  hasInput = false,
): ShellProgram {
  const [first, second, prompt] = [token(), token(), token()];
  const lines = [`unset s; set -- ${args.map(quote).join(' ')}`, script].join('\n').split('\n');
  const text = hasInput ? [first, lines.length, ...lines, ''] : [first, ...lines, `#${first}`];
  return {
    command: `exec ${prefix[elevation](prompt)}/bin/sh -c '${loader(hasInput ? readLines : readAll)}' latchkey ${first} ${second}`,
    greeting: `${second}${first}`,
    prompt,
    text: Buffer.from(text.join('\n')),
  };
}

/** `-k` asks every time and leaves no credential behind; `-p` makes the question one that nothing else asks. */
const prefix: Readonly<Record<Elevation, (prompt: string) => string>> = {
  none: () => '',
  'sudo-without-password': () => 'env LC_ALL=C sudo -n -- ',
  'sudo-with-password': (prompt) => `env LC_ALL=C sudo -S -k -p ${prompt} -- `,
};

function token(): string {
  return randomBytes(12).toString('hex');
}

/** One word of POSIX sh, whatever is in it. */
export function quote(word: string): string {
  if (word.includes('\0')) throw new RangeError('NUL in an argument of a script');
  return `'${word.replaceAll("'", "'\\''")}'`;
}
