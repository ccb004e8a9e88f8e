import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { readUserConfig, type UserConfig } from '../../../electron/ssh-config/read-config.ts';
import { namedHosts, resolveHost } from '../../../electron/ssh-config/resolve-host.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'latchkey-ssh-config-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
});

function write(name: string, text: string): void {
  const path = join(home, '.ssh', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode: 0o600 });
}

/** What ssh itself makes of a name, with this home in the place of its own: it does not ask HOME where that is. */
function asSsh(name: string): Record<string, string> {
  const bind = ['--dev-bind', '/', '/', '--bind', home, '/root', '--die-with-parent'];
  const text = execFileSync('bwrap', [...bind, 'ssh', '-G', name], { encoding: 'utf8', stdio: 'pipe' });
  const lines = text.trimEnd().split('\n');
  return Object.fromEntries(lines.map((line) => [line.split(' ', 1)[0] ?? '', line.replace(/^\S+ /, '')]));
}

async function read(): Promise<UserConfig> {
  const config = await readUserConfig(home);
  if (!config) throw new Error('no configuration');
  return config;
}

async function expectAsSsh(names: readonly string[]): Promise<void> {
  const { settings } = await read();
  for (const name of names) {
    const { hostname, port, user } = asSsh(name);
    const ours = resolveHost(name, settings, '/root');
    expect({ name, host: ours.host, port: String(ours.port), user: ours.user ?? 'root' }).toEqual({
      name,
      host: hostname,
      port,
      user,
    });
  }
}

describe('a configuration is read as ssh reads it', () => {
  it('with patterns, quotes, signs, comments and the first value', async () => {
    write(
      'config',
      [
        '# mine',
        'Compression yes',
        'Host web web-?? "db"',
        '  HostName = 10.0.0.1 # inside',
        '\tPort\t2200',
        '  port 2300',
        'Host !web-02 web-*',
        '  User=deploy',
        'HOST *.example.com',
        '  USER "anna"',
        '  HostName "%h"',
        'Host mail',
        '  HostName %h.example.com',
        'Match all',
        '  Port 2222',
        'Host *',
        '  User nobody',
      ].join('\r\n'),
    );
    await expectAsSsh(['web', 'web-01', 'web-02', 'web-003', 'db', 'a.example.com', 'mail', 'other']);
  });

  it('follows Include: relative, in the home folder, absolute, by wildcard in order, and inside of a block', async () => {
    write('config', 'Include first.conf conf.d/*.conf\nHost web\n  Include "in block"\nHost *\n  Port 9\n');
    write('first.conf', 'Host web\n  Port 1\nHost never\n');
    write('conf.d/20.conf', 'Host b\n  User twenty\n');
    write('conf.d/10.conf', 'Host b\n  User ten\nInclude ~/.ssh/nested\n');
    write('conf.d/.hidden.conf', 'Host b\n  Port 66\n');
    write('conf.d/ignored', 'Host b\n  Port 77\n');
    write('nested', 'HostName nested.example\n');
    write('in block', 'User inside\nHost b\n  Port 88\n');
    await expectAsSsh(['web', 'b', 'other', 'never']);
    expect(namedHosts((await read()).settings)).toEqual(['web', 'never', 'b']);
  });

  it('finds what patterns of an Include stand for, and goes through no whole trees', async () => {
    write('config', 'Include p/[0-4]?.conf p/[!0-9]*.con? p/{a,b} p/** p/.h* */d/e\nHost *\n  Port 9\n');
    for (const [index, name] of [
      'p/10.conf',
      'p/50.conf',
      'p/a',
      'p/{a,b}',
      'p/q/r',
      'p/.h',
      'x/d/e',
    ].entries())
      write(name, `Host ${name.replaceAll(/[^a-z0-9]/g, '')}\n  Port ${100 + index}\n`);
    await expectAsSsh(['p10conf', 'p50conf', 'pa', 'pab', 'pqr', 'ph', 'xde']);
  });

  it('ends soon with patterns made to take long', async () => {
    const stars = `${'*a'.repeat(30)}b`;
    write('config', `Include p/${stars} /${'*/../'.repeat(12)}*\nHost web\n`);
    write(`p/${'a'.repeat(200)}`, 'Host never\n');
    expect(namedHosts((await read()).settings)).toEqual(['web']);
  });

  it('does not wait for a pipe, and not for a file without end', async () => {
    write('config', 'Include pipe /dev/zero huge\nHost web\n');
    execFileSync('mkfifo', [join(home, '.ssh', 'pipe')]);
    write('huge', `${'# nothing\n'.repeat(110_000)}Host never\n`);
    const { settings, problems } = await read();
    expect(namedHosts(settings)).toEqual(['web']);
    expect(problems.map(({ reason }) => reason)).toEqual(Array(3).fill('not-readable'));
  });

  it('reads all files together up to a limit', async () => {
    write('config', 'Include long long long\nHost web\n');
    write('long', `Host a\n${'# nothing\n'.repeat(42_000)}`);
    const { settings, problems } = await read();
    expect(namedHosts(settings)).toEqual(['a', 'web']);
    expect(problems).toEqual([{ path: join(home, '.ssh', 'long'), reason: 'not-readable' }]);
  });

  it('passes over an included file that is not there', async () => {
    write('config', 'Include gone.conf gone.d/*\nHost web\n  Port 7\n');
    await expectAsSsh(['web']);
    expect((await read()).problems).toEqual([]);
  });

  it('ends where files include each other, and says so', async () => {
    write('config', 'Include other\nHost web\n  Port 7\n');
    write('other', 'Include config\nHost db\n');
    const { settings, problems } = await read();
    expect(namedHosts(settings)).toEqual(['db', 'web']);
    expect(problems).toEqual([{ path: join(home, '.ssh', 'config'), reason: 'cycle' }]);
    expect(() => asSsh('web')).toThrow('Too many recursive configuration includes');
  });

  it('goes as deep as ssh does, and no deeper', async () => {
    for (let depth = 0; depth < 17; depth += 1) write(`f${depth}`, `Include f${depth + 1}\nHost h${depth}\n`);
    write('f17', 'Host last\n');
    write('config', 'Include f2\n');
    expect((await read()).problems).toEqual([]);
    expect(asSsh('web')).toMatchObject({ port: '22' });
    write('config', 'Include f1\n');
    expect((await read()).problems).toEqual([{ path: join(home, '.ssh', 'f17'), reason: 'depth' }]);
    expect(() => asSsh('web')).toThrow('Too many recursive configuration includes');
  });

  it('stops at more files than anybody has', async () => {
    write('config', `${'Include other\n'.repeat(300)}Host web\n`);
    write('other', 'Host db\n');
    const { settings, problems } = await read();
    expect(namedHosts(settings)).toEqual(['db', 'web']);
    expect(problems).toEqual([{ path: join(home, '.ssh', 'other'), reason: 'count' }]);
  });

  it('says that an included file is no file, and what of its own is none', async () => {
    write('config', 'Include folder\nHost web\n');
    mkdirSync(join(home, '.ssh', 'folder'));
    const { settings, problems } = await read();
    expect(namedHosts(settings)).toEqual(['web']);
    expect(problems).toEqual([{ path: join(home, '.ssh', 'folder'), reason: 'not-readable' }]);
    rmSync(join(home, '.ssh', 'config'));
    symlinkSync('folder', join(home, '.ssh', 'config'));
    await expect(readUserConfig(home)).rejects.toMatchObject({ code: 'file-not-readable' });
  });

  it('is none where there is no file', async () => {
    expect(await readUserConfig(home)).toBeUndefined();
  });
});
