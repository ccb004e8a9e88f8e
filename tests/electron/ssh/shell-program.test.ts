import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProgramOutput } from '../../../electron/ssh/program-output.ts';
import { quote, shellProgram } from '../../../electron/ssh/shell-program.ts';

/** Runs a program as sshd does: the logon shell gets the command line with -c. */
async function runIn(shell: string, script: string, args: readonly string[], input = Buffer.alloc(0)) {
  const program = shellProgram(script, args, 'none', input.length > 0);
  const child = spawn(shell, ['-c', program.command], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => undefined);
  child.stdin.end(Buffer.concat([program.text, input]));
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [stdout, stderr, code] = await Promise.all([buffer(child.stdout), buffer(child.stderr), exit]);
  return {
    code,
    stdout: afterGreeting(stdout, program.greeting),
    stderr: afterGreeting(stderr, program.greeting),
  };
}

function afterGreeting(bytes: Buffer, greeting: string): Buffer {
  const output = new ProgramOutput(greeting);
  output.push(bytes);
  expect(output.greeted).toBe(true);
  return output.bytes;
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

describe.each(['/bin/sh', '/bin/dash', '/bin/bash'])('a program in %s', (shell) => {
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
    const { stdout } = await runIn(shell, 'printf "%s" "$LC_ALL${l-}${n-}${nl-}${s-}"', []);
    expect(stdout.toString()).toBe('C');
  });
});

describe('a connection that is cut', () => {
  it.each(['', 'input'])('A6: runs nothing of a script that has not come whole: %j', async (input) => {
    const program = shellProgram('echo ran; echo ran; echo ran', [], 'none', input !== '');
    const cut = program.text.length - 30;
    for (let length = cut; length < program.text.length - 1; length += 3) {
      const child = spawn('sh', ['-c', program.command], { stdio: ['pipe', 'pipe', 'ignore'] });
      child.stdin.end(program.text.subarray(0, length));
      expect(afterGreeting(await buffer(child.stdout), program.greeting).toString()).toBe('');
    }
  });
});

describe('the command line', () => {
  it('C12: holds nothing that comes from outside', () => {
    fc.assert(
      fc.property(hostileText, fc.array(hostileText), (script, args) => {
        const { command } = shellProgram(script, args, 'none');
        expect(command.replace(/[0-9a-f]{24}/g, 'TOKEN')).toBe(
          shellProgram('', [], 'none').command.replace(/[0-9a-f]{24}/g, 'TOKEN'),
        );
      }),
    );
  });

  it('is of characters that no logon shell interprets in single quotes', () => {
    const { command } = shellProgram('x', [], 'sudo-with-password');
    const [, loader = ''] = /'([^']*)'/.exec(command) ?? [];
    expect(loader).not.toMatch(/[!\n']|\\$|\\\\|\\'/);
    expect(command.replace(`'${loader}'`, '')).toMatch(/^[A-Za-z0-9 /=_-]+$/);
  });

  it('does not hold the greeting, so that an echo of it proves nothing', () => {
    const program = shellProgram('x', [], 'none');
    expect(program.command).not.toContain(program.greeting);
  });

  it('is another one each time', () => {
    const commands = Array.from({ length: 50 }, () => shellProgram('x', [], 'none').greeting);
    expect(new Set(commands).size).toBe(50);
  });

  it('never holds a password, and asks sudo to leave no credential behind', () => {
    expect(shellProgram('x', [], 'sudo-with-password').command).toContain('sudo -S -k -p ');
    expect(shellProgram('x', [], 'sudo-without-password').command).toContain('sudo -n --');
  });
});

describe('quote', () => {
  it('refuses NUL, which no shell can hold', () => {
    expect(() => quote('a\0b')).toThrow(RangeError);
  });
});
