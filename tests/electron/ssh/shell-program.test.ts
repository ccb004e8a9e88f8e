import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProgramOutput } from '../../../electron/ssh/program-output.ts';
import { quote, programInPlace, shellProgram, shellStart } from '../../../electron/ssh/shell-program.ts';

interface Ended {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

type Run = readonly [script: string, args?: readonly string[] | 'in-place', input?: Buffer | undefined];

/** Runs programs in one shell as sshd does, where `/bin/sh` is this one. */
async function runAll(sh: string, programs: readonly Run[]): Promise<readonly Ended[]> {
  const start = shellStart('none');
  const command = start.command.replace('exec /bin/sh ', `exec ${sh} `);
  const child = spawn('/bin/sh', ['-c', command], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => undefined);
  child.stdin.write(start.opening);
  const ends: Ended[] = [];
  for (const [index, [script, args = [], input = Buffer.alloc(0)]] of programs.entries()) {
    const { mark, text } =
      args === 'in-place' ? programInPlace(script) : shellProgram(script, args, input.length);
    const openings = index === 0 ? [start.greeting] : [];
    const stdout = new ProgramOutput(mark, openings);
    const stderr = new ProgramOutput(mark, openings);
    const ended = Promise.all([
      until(child.stdout, stdout, () => child.stdin.write(input)),
      until(child.stderr, stderr, () => undefined),
    ]);
    child.stdin.write(text);
    await ended;
    expect(stderr.code).toBe(stdout.code);
    ends.push({ code: Number(stdout.code), stdout: stdout.bytes, stderr: stderr.bytes });
  }
  const closed = once(child, 'close');
  child.stdin.end();
  await closed;
  return ends;
}

/** Reads until the output has ended; tells when it has begun. */
function until(stream: Readable, output: ProgramOutput, onBegin: () => void): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let hasBegun = false;
  // One listener for all: between one that is taken away and the next, a second chunk would be lost.
  const take = (chunk: Buffer): void => {
    output.push(chunk);
    if (output.missing === 0 && !hasBegun) {
      hasBegun = true;
      onBegin();
    }
    if (output.code === undefined) return;
    stream.off('data', take);
    resolve(undefined);
  };
  stream.on('data', take);
  return promise;
}

async function runIn(sh: string, script: string, args: readonly string[], input?: Buffer): Promise<Ended> {
  const [ended] = await runAll(sh, [[script, args, input]]);
  if (!ended) throw new Error('nothing has run');
  return ended;
}

/** What hostile names, paths, comments and hosts are made of. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "'",
        '"',
        '`',
        '$(id)',
        '$HOME',
        '\\',
        '\n',
        '\r',
        ';',
        '&&',
        '|',
        '>',
        '!',
        '!!',
        '*',
        '~',
        '%s',
      ),
      fc.constantFrom(
        '-n',
        '--',
        '-',
        ' ',
        '\t',
        '#',
        '{a,b}',
        '\u001b[2J',
        '\u2028',
        'é',
        '😀',
        'x',
        '0',
        '\\n',
        "'\\''",
      ),
      fc.string({ maxLength: 5 }).map((text) => text.replaceAll('\0', '')),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))
  // A lone surrogate has no UTF-8 form: what crosses the wire is its replacement.
  .filter((text) => text.isWellFormed());

const showArgs = 'for a in "$@"; do printf "%s\\0" "$a"; done; printf "%s" "$#"';

describe.each(['/bin/dash', '/bin/bash --posix', '/bin/busybox sh'])('a program in %s', (shell) => {
  it('C12: hands every argument over unchanged, and runs none of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostileText, { maxLength: 5 }), async (args) => {
        const { stdout, stderr, code } = await runIn(shell, showArgs, args);
        expect(stdout.toString()).toBe([...args, String(args.length)].join('\0'));
        expect([code, stderr.toString()]).toEqual([0, '']);
      }),
      { numRuns: 40 },
    );
  });

  it('leaves all of its standard input to the script, byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (bytes) => {
        const input = Buffer.from(bytes);
        expect((await runIn(shell, 'cat', [], input)).stdout.equals(input)).toBe(true);
      }),
      { numRuns: 15 },
    );
    const large = Buffer.alloc(3_000_000, '\0\nabc\r\n');
    expect((await runIn(shell, 'cat', [], large)).stdout.equals(large)).toBe(true);
  });

  it('ends with the code of the script, and keeps the two outputs apart', async () => {
    const ended = await runIn(shell, 'echo out; echo err >&2\nexit 42', []);
    expect([ended.code, ended.stdout.toString(), ended.stderr.toString()]).toEqual([42, 'out\n', 'err\n']);
    expect((await runIn(shell, 'set -e\nfalse\necho not here', [])).stdout.toString()).toBe('');
    expect((await runIn(shell, 'set -e\nfalse', [])).code).toBe(1);
  });

  it('keeps blank lines, trailing blanks and here-documents of the script', async () => {
    const script = "cat <<'END'\n\n  two  \n\\back\\\nEND\n";
    expect((await runIn(shell, script, [])).stdout.toString()).toBe('\n  two  \n\\back\\\n');
  });

  it('speaks C whatever the locale was, and leaves none of its own variables', async () => {
    const { stdout } = await runIn(shell, 'printf "%s" "$LC_ALL${c-}${l-}${m-}${n-}${s-}${t-}"', []);
    expect(stdout.toString()).toBe('C');
  });

  it('runs one after the other, none of which leaves anything to the next', async () => {
    const ends = await runAll(shell, [
      ['a=1; cd /; set -f; umask 0; trap "echo trapped" EXIT; exec 3>&1; exit 7', ['x']],
      ['printf "%s" "${a-}$PWD$*"; echo /*; umask; cat', ['y']],
      ['exec cat', [], Buffer.from('\0input')],
      ['syntax error (', []],
      ['echo "$#"', []],
    ]);
    expect(ends.map(({ code }) => code)).toEqual([7, 0, 0, expect.any(Number), 0]);
    expect(ends[0]?.stdout.toString()).toBe('trapped\n');
    expect(ends[1]?.stdout.toString()).toContain(`${process.cwd()}y/bin`);
    expect(ends[2]?.stdout.toString()).toBe('\0input');
    expect(ends[3]?.code).not.toBe(0);
    expect(ends[4]?.stdout.toString()).toBe('0\n');
  });

  it('runs one in the shell itself, with an empty input, and goes on with the next', async () => {
    const ends = await runAll(shell, [
      ['echo "$#"; cat; echo err >&2; (exit 3)', 'in-place'],
      ['cat; echo next', ['x'], Buffer.from('input\n')],
      [':', 'in-place'],
      [':'],
    ]);
    expect(ends.map(({ code }) => code)).toEqual([3, 0, 0, 0]);
    expect(ends.map(({ stdout }) => stdout.toString())).toEqual(['2\n', 'input\nnext\n', '', '']);
    expect(ends[0]?.stderr.toString()).toBe('err\n');
  });

  it('leaves out lines that begin with a number sign, but none of an argument', async () => {
    const script = '# one\n  # two\nprintf "%s" "$1#" # three\n#';
    expect((await runIn(shell, script, ['#a\n#b\n'])).stdout.toString()).toBe('#a\n#b\n#');
  });

  it('takes away what a script leaves of its input, so that none of it is run', async () => {
    const input = Buffer.alloc(300_000, 'echo input was run\n');
    for (const script of ['exit 5', 'read -r line', ':', 'exec <&-; exit 5']) {
      const [, next] = await runAll(shell, [[script, [], input], ['echo next; cat']]);
      expect([next?.code, next?.stdout.toString(), next?.stderr.toString()]).toEqual([0, 'next\n', '']);
    }
  });

  it.each([1, 100, 2000, 4000, 70_000])(
    'runs a script with an argument of %i bytes, then others',
    async (size) => {
      const text = 'a \\\n\n'.repeat(size).slice(0, size);
      const [first, second] = await runAll(shell, [
        ['printf "%s" "$1"; cat; exit 3', [text], Buffer.from('input')],
        ['printf "%s" "$1$2"', ['é', text]],
      ]);
      expect([first?.code, first?.stdout.toString()]).toEqual([3, `${text}input`]);
      expect([second?.code, second?.stdout.toString()]).toEqual([0, `é${text}`]);
    },
  );

  it('knows line breaks, whatever the environment says that words are parted by', async () => {
    const { stdout } = await runIn(`env IFS=x ${shell}`, 'printf "%s\\n" one\nprintf two', []);
    expect(stdout.toString()).toBe('one\ntwo');
  });
});

describe('a connection that is cut', () => {
  it.each([
    [0, 'short'],
    [5, 'short'],
    [0, 'é'.repeat(4000)],
    [5, 'é'.repeat(4000)],
  ])(
    'A6: runs nothing of a script that has not come whole, with %i bytes of input',
    async (inputBytes, argument) => {
      const start = shellStart('none');
      const program = shellProgram('echo ran; echo ran; echo ran', [argument], inputBytes);
      for (let missing = 1; missing < 40; missing += 3) {
        const child = spawn('sh', ['-c', start.command], { stdio: ['pipe', 'pipe', 'ignore'] });
        child.stdin.write(start.opening);
        child.stdin.end(program.text.subarray(0, -missing));
        expect((await buffer(child.stdout)).toString()).toBe(`\n${start.greeting}\n`);
      }
    },
  );
});

describe('the command line', () => {
  it('C12: holds nothing that comes from outside', () => {
    const withoutTokens = (): string => shellStart('none').command.replace(/[0-9a-f]{24}/g, 'TOKEN');
    expect(withoutTokens()).toBe(withoutTokens());
  });

  it('is of characters that no logon shell interprets in single quotes', () => {
    const { command } = shellStart('sudo-with-password');
    const [, loader = ''] = /'([^']*)'/.exec(command) ?? [];
    expect(loader).not.toMatch(/[!\n']|\\$|\\\\|\\'/);
    expect(command.replace(`'${loader}'`, '')).toMatch(/^[A-Za-z0-9 /=_-]+$/);
  });

  it('does not hold the greeting, so that an echo of it proves nothing', () => {
    const start = shellStart('none');
    expect(start.command).not.toContain(start.greeting);
  });

  it('is another one each time, and so is the mark of a script', () => {
    const starts = Array.from({ length: 50 }, () => shellStart('none').greeting);
    const marks = Array.from({ length: 50 }, () => shellProgram('x', [], 0).mark);
    expect(new Set([...starts, ...marks]).size).toBe(100);
  });

  it('never holds a password, and asks sudo to leave no credential behind', () => {
    expect(shellStart('sudo-with-password').command).toContain('sudo -S -k -p ');
    expect(shellStart('sudo-without-password').command).toContain('sudo -n --');
  });
});

describe('quote', () => {
  it('refuses NUL, which no shell can hold', () => {
    expect(() => quote('a\0b')).toThrow(RangeError);
  });
});
