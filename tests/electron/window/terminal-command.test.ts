import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sshArguments } from '../../../electron/console/server-rules.ts';
import { openInTerminal } from '../../../electron/window/open-terminal.ts';
import { terminalCommand, type Command } from '../../../electron/window/terminal-command.ts';

const ssh: Command = ['ssh', '-p', '22', '-l', 'root', '--', 'web'];
const hostile = `-oProxyCommand=x; $(touch /tmp/x) \`id\` "a" 'b' %COMSPEC% & | ^`;
const on = (platform: NodeJS.Platform, programs: readonly string[], preferred?: string) => ({
  ...{ platform, preferred },
  canStart: (program: string) => programs.includes(program),
});

describe('the command that opens a terminal', () => {
  it('takes the user’s own terminal first, then the system’s, then the known ones', () => {
    const all = ['x-terminal-emulator', 'gnome-terminal', 'xterm', '/opt/kitty'];
    expect(terminalCommand(ssh, on('linux', all, '/opt/kitty'))).toEqual(['/opt/kitty', ...ssh]);
    expect(terminalCommand(ssh, on('linux', all, 'gone'))).toEqual(['x-terminal-emulator', '-e', ...ssh]);
    expect(terminalCommand(ssh, on('linux', ['gnome-terminal']))).toEqual(['gnome-terminal', '--', ...ssh]);
    expect(terminalCommand(ssh, on('linux', ['xterm', 'xfce4-terminal']))).toEqual([
      'xfce4-terminal',
      '-x',
      ...ssh,
    ]);
  });

  it.each(['linux', 'win32'] as const)('says that there is none on %s', (platform) => {
    expect(() => terminalCommand(ssh, on(platform, []))).toThrow('terminal-not-found');
  });

  it('C12: names stay one argument each and are never options, whatever they are', () => {
    const args = sshArguments({ name: '', host: hostile, port: 2222, user: hostile }, hostile);
    expect(args).toEqual(['ssh', '-p', '2222', '-i', hostile, '-l', hostile, '--', hostile]);
    expect(terminalCommand(args, on('linux', ['xterm']))).toEqual(['xterm', '-e', ...args]);
  });

  it('C12: on macOS the one line that a shell reads gives back the very arguments', () => {
    const text = fc.string({ unit: 'grapheme-ascii', maxLength: 40 });
    fc.assert(
      fc.property(fc.tuple(text, text), (names) => {
        const command = ['printf', '%s\\0', ...names, hostile] as const;
        const [program, ...args] = terminalCommand([...command] as unknown as Command, on('darwin', []));
        expect(program).toBe('/usr/bin/osascript');
        expect(args.slice(0, -1)).toEqual(
          [
            'on run argv',
            'tell application "Terminal"',
            'do script (item 1 of argv)',
            'activate',
            'end tell',
            'end run',
          ].flatMap((line) => ['-e', line]),
        );
        const read = execFileSync('/bin/sh', ['-c', args.at(-1) ?? '']).toString();
        expect(read).toBe([...names, hostile].map((name) => `${name}\0`).join(''));
      }),
      { numRuns: 30 },
    );
  });

  it('on Windows no argument ends the command or starts another', () => {
    expect(terminalCommand(['ssh', '-i', 'C:\\a;b', '--', 'web'], on('win32', ['wt.exe']))).toEqual([
      'wt.exe',
      'new-tab',
      '--',
      'ssh',
      '-i',
      'C:\\a\\;b',
      '--',
      'web',
    ]);
    expect(terminalCommand(['ssh', hostile], on('win32', ['conhost.exe']))).toEqual([
      'conhost.exe',
      'ssh',
      hostile,
    ]);
  });

  it.each(['a\nb', 'a\u0007', '\u001b[2J', 'a\u2028b'])(
    'refuses what a terminal would act on: %j',
    (name) => {
      for (const platform of ['linux', 'darwin', 'win32'] as const) {
        expect(() => terminalCommand(['ssh', name], on(platform, ['xterm', 'wt.exe']))).toThrow(
          'request-invalid',
        );
      }
    },
  );
});

describe('opening a terminal', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-terminal-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('starts the terminal that is on the path with the arguments as they are', async () => {
    const seen = join(folder, 'seen');
    writeFileSync(
      join(folder, 'xterm'),
      `#!/bin/sh\nprintf '%s\\n' "$@" >'${seen}.new' && mv '${seen}.new' '${seen}'\n`,
    );
    chmodSync(join(folder, 'xterm'), 0o700);
    await openInTerminal(['ssh', '-l', hostile, '--', 'web'], {
      PATH: `${folder}:/bin:/usr/bin`,
      TERMINAL: 'xterm',
    });
    await expect.poll(() => existsSync(seen)).toBe(true);
    expect(readFileSync(seen, 'utf8')).toBe(`-e\nssh\n-l\n${hostile}\n--\nweb\n`);
  });

  it('says so where none is on the path', async () => {
    await expect(openInTerminal(ssh, { PATH: join(folder, 'none') })).rejects.toMatchObject({
      code: 'terminal-not-found',
    });
  });

  it('is taken by OpenSSH as it is meant', () => {
    const keyFile = join(folder, 'key');
    writeFileSync(keyFile, '');
    const [program, ...args] = sshArguments(
      { name: '', host: 'web.example', port: 2222, user: 'anna' },
      keyFile,
    );
    const { stdout } = spawnSync(program, ['-G', '-F', 'none', ...args], { encoding: 'utf8' });
    expect(stdout).toMatch(/^user anna$/m);
    expect(stdout).toMatch(/^hostname web\.example$/m);
    expect(stdout).toMatch(/^port 2222$/m);
    expect(stdout).toContain(`identityfile ${keyFile}\n`);
  });
});
