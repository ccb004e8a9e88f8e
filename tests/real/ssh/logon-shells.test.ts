import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../../electron/ssh/open-session.ts';
import type { SshSession } from '../../../electron/ssh/session.ts';
import { startSshServer, type SshServer } from '../../support/sshd/ssh-server.ts';
import { targetOf } from '../../support/sshd/target.ts';

const { signal } = new AbortController();
const shells = {
  bash: '/bin/bash',
  dash: '/bin/dash',
  fish: '/usr/bin/fish',
  csh: '/bin/csh',
  zsh: '/usr/bin/zsh',
};
const names = Object.keys(shells) as (keyof typeof shells)[];

/** Start-up files that talk, on both outputs, without a line break at the end. */
const noise = {
  bash: ['.bashrc', 'echo welcome; printf "no line break"; echo oops >&2\n'],
  dash: ['.profile', 'echo never read\n'],
  fish: ['.config/fish/config.fish', 'echo welcome; printf "no line break"; echo oops >&2\n'],
  csh: ['.cshrc', 'echo welcome; echo -n "no line break"\n'],
  zsh: ['.zshenv', 'echo welcome; printf "no line break"; echo oops >&2\n'],
} as const;

describe('logon shells', () => {
  let server: SshServer;
  beforeAll(async () => {
    const missing = Object.values(shells).filter((shell) => !existsSync(shell));
    expect(missing, 'install the Debian packages fish, tcsh and zsh').toEqual([]);
    server = await startSshServer({
      users: names.map((name) => ({
        name: `u-${name}`,
        password: 'secret',
        shell: shells[name],
        sudo: 'nopasswd',
      })),
    });
    for (const name of names) {
      const [file, text] = noise[name];
      await server.exec(`mkdir -p /home/u-${name}/.config/fish`);
      await server.writeFile(`/home/u-${name}/${file}`, text);
      await server.exec(`chown -R u-${name}: /home/u-${name}`);
    }
  });
  afterAll(() => server.stop());

  async function inShell<T>(name: string, use: (session: SshSession) => Promise<T>): Promise<T> {
    const session = await openSession(await targetOf(server, 'secret', { user: `u-${name}` }), signal);
    try {
      return await use(session);
    } finally {
      await session.close();
    }
  }

  it.each(names)('A8: %s, however it talks, is only the way to POSIX sh', async (name) => {
    const input = Buffer.from([0, 10, 13, 255, 33, 39]);
    const args = ["it's !x $HOME `id`\n\\", '', '-n', 'ü'];
    const result = await inShell(name, (session) =>
      session.run('for a in "$@"; do printf "%s\\0" "$a"; done; cat; echo err >&2; exit 3', { args, input }),
    );
    expect(result.code).toBe(3);
    expect(result.stdout).toEqual(Buffer.concat([Buffer.from(`${args.join('\0')}\0`), input]));
    expect(result.stderr.toString()).toBe('err\n');
  });

  it.each(names)('A8: from %s a script becomes root', async (name) => {
    const result = await inShell(name, (session) =>
      session.run('id -u; cat', { asRoot: true, input: Buffer.from('in') }),
    );
    expect([result.code, result.stdout.toString()]).toEqual([0, '0\nin']);
  });
});
