import { isAscii } from 'node:buffer';
import { randomBytes } from 'node:crypto';

/**
 * The program that the account's logon shell, whichever it is, is asked to hand over to. It says `$2$1` on both outputs,
 * which tells its own output from a profile's noise and proves that a shell ran it (in the command line the two stand in
 * the other order), and skips lines up to `$1` on standard input. Then it runs script after script: a line with the
 * script's mark, its length and that of its input, the script, and the input once the mark has come back. Each runs in
 * a subshell, so none leaves anything to the next, and is followed by the mark and its exit code on both outputs. One
 * with `-` for its input runs in the shell itself, which spares a process.
 *
 * A script ends with its mark: a connection that is cut looks like the end, and half a script is not run. A short one
 * has no length and is read by lines, which a shell takes byte by byte: that costs less than a process. A long one is
 * read by `head`, all at once; it may take more than it is told of what is there already, so nothing else is. What a
 * script leaves of its input is taken away.
 *
 * The text is a constant of characters that bash, dash, zsh, fish and csh all leave alone in single quotes: no quote, line
 * break, backslash at the end, or `!`.
 */
const loader = [
  'LC_ALL=C; export LC_ALL; b=${IFS#??}',
  'printf "\\n%s%s\\n" "$2" "$1"; printf "\\n%s%s\\n" "$2" "$1" >&2',
  'while IFS= read -r l; do [ "$l" = "$1" ] && break; done',
  'while read -r t n m; do s=',
  'if [ "$n" = 0 ]; then while IFS= read -r l; do s=$s$b$l; [ "$l" = "#$t" ] && break; done',
  'else s=$(head -c "$n"); fi; [ "${s%"#$t"}" = "$s" ] && exit 254',
  'printf "\\n%s\\n" "$t"; printf "\\n%s\\n" "$t" >&2',
  'if [ "$m" = - ]; then eval "$s" </dev/null; elif [ "$m" = 0 ]; then (eval "$s") </dev/null',
  'else head -c "$m" | { (eval "$s"); c=$?; IFS= read -r l && cat >/dev/null; exit "$c"; }; fi',
  'c=$?; printf "\\n%s %s\\n" "$t" "$c"; printf "\\n%s %s\\n" "$t" "$c" >&2; done',
].join('; ');

/** What starts a shell, and what comes of it. */
export interface ShellStart {
  /** The command line for the logon shell. */
  readonly command: string;
  /** The line that begins its output. */
  readonly greeting: string;
  /** What sudo asks for the password with. */
  readonly prompt: string;
  /** For standard input: scripts come after it. */
  readonly opening: string;
}

/** One run of a script in a shell. */
export interface ShellProgram {
  /** The line that begins its output; with the exit code, the line that ends it. */
  readonly mark: string;
  /** The script with its arguments, for standard input; its own input is to be sent when it has begun. */
  readonly text: Buffer;
}

export type Elevation = 'none' | 'sudo-without-password' | 'sudo-with-password';

export function shellStart(elevation: Elevation): ShellStart {
  const [first, second, prompt] = [token(), token(), token()];
  return {
    command: `exec ${prefix[elevation](prompt)}/bin/sh -c '${loader}' latchkey ${first} ${second}`,
    greeting: `${second}${first}`,
    prompt,
    opening: `${first}\n`,
  };
}

/**
 * @param args values of the script's `$1`, `$2`, ...; anything but NUL, which no shell can hold
 * @param inputBytes how much there is for the script's standard input
 */
export function shellProgram(script: string, args: readonly string[], inputBytes: number): ShellProgram {
  const setUp = `unset b c l m n s t; set -- ${args.map(quote).join(' ')}`;
  return programOf(`${setUp}\n${withoutComments(script)}`, String(inputBytes));
}

/** The same for a script that takes nothing, never exits, and leaves the shell's own variables, of one letter, alone. */
export function programInPlace(script: string): ShellProgram {
  return programOf(withoutComments(script), '-');
}

/** Lines that begin with `#` are for people: each byte takes the server its time. */
function withoutComments(script: string): string {
  return script.replaceAll(/^ *#.*\n/gm, '');
}

function programOf(script: string, input: string): ShellProgram {
  const mark = token();
  const body = Buffer.from(`${script}\n#${mark}`);
  const byLines = body.length <= mostByLines && isAscii(body);
  const head = Buffer.from(`${mark} ${byLines ? '0' : String(body.length)} ${input}\n`);
  return { mark, text: Buffer.concat([head, body, Buffer.from(byLines ? '\n' : '')]) };
}

/** Up to here reading byte by byte costs less than a process. */
const mostByLines = 3000;

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
