import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../../electron/ssh/open-session.ts';
import type { ServerTarget } from '../../../electron/ssh/target.ts';
import { startSshServer, type SshServer } from '../../support/sshd/ssh-server.ts';
import { codeOf, makeKey, targetOf, type TestKey } from '../../support/sshd/target.ts';

const { signal } = new AbortController();
const large = Buffer.alloc(1_000_000, 'ab\0\r\n');

describe('becoming root', () => {
  let server: SshServer;
  let key: TestKey;
  beforeAll(async () => {
    key = await makeKey();
    const users = [
      { name: 'asked', password: 'secret', sudo: 'password' },
      { name: 'free', password: 'secret', sudo: 'nopasswd' },
      { name: 'stranger', password: 'secret', sudo: 'none' },
      { name: 'limited', password: 'secret', sudo: 'none' },
      { name: 'once', password: 'secret', sudo: 'password' },
    ] as const;
    server = await startSshServer({
      rootPassword: 'secret',
      users,
      authorizedKeys: Object.fromEntries(users.map(({ name }) => [name, key.publicLine])),
    });
    await server.exec(`
      echo 'limited ALL=(ALL) NOPASSWD: /usr/bin/id' > /etc/sudoers.d/limited
      echo 'Defaults:once passwd_tries=1' > /etc/sudoers.d/tries
      chmod 440 /etc/sudoers.d/*`);
  });
  afterAll(() => server.stop());

  async function sessionOf(user: string, more: Partial<ServerTarget> = {}) {
    return openSession(await targetOf(server, key.credential, { user, ...more }), signal);
  }

  async function rootCode(user: string, more: Partial<ServerTarget> = {}) {
    const session = await sessionOf(user, more);
    const code = await codeOf(session.run('true', { asRoot: true }));
    await session.close();
    return code;
  }

  it.each([
    ['root', {}],
    ['free', {}],
    ['free', { sudoPassword: 'not needed' }],
    ['asked', { sudoPassword: 'secret' }],
    ['once', { sudoPassword: 'secret' }],
  ] as const)('runs a script as root for %s with %j, with all of its input', async (user, more) => {
    const credentials =
      user === 'root' ? { credentials: [{ kind: 'password', password: 'secret' }] as const } : {};
    const session = await sessionOf(user, { ...credentials, ...more });
    for (let i = 0; i < 2; i++) {
      const result = await session.run('id -u >&2; printf "%s" "$1"; cat', {
        asRoot: true,
        args: ['$x\n'],
        input: large,
      });
      expect(result.stdout.equals(Buffer.concat([Buffer.from('$x\n'), large]))).toBe(true);
      expect([result.code, result.stderr.toString()]).toEqual([0, '0\n']);
    }
    expect((await session.run('id -un')).stdout.toString().trim()).toBe(user);
    await session.close();
  });

  it('takes the logon password where sudo has none of its own', async () => {
    const credentials = [{ kind: 'password', password: 'secret' }] as const;
    expect(await rootCode('asked', { credentials })).toBe('no error');
  });

  it('says what is missing: a password, the right one, or the permission', async () => {
    expect(await rootCode('asked')).toBe('sudo-password-required');
    expect(await rootCode('asked', { sudoPassword: 'wrong' })).toBe('sudo-password-wrong');
    expect(await rootCode('once', { sudoPassword: 'wrong' })).toBe('sudo-password-wrong');
    expect(await rootCode('stranger', { sudoPassword: 'secret' })).toBe('sudo-required');
    expect(await rootCode('limited', { sudoPassword: 'secret' })).toBe('sudo-required');
  });

  it('T6: tries a wrong password once in a session, and never a line of the script', async () => {
    const session = await sessionOf('asked', { sudoPassword: 'wrong' });
    await server.exec(
      `echo 'Defaults:asked log_input=no, logfile=/home/asked/sudo.log' > /etc/sudoers.d/log; chmod 440 /etc/sudoers.d/log`,
    );
    for (let i = 0; i < 3; i++)
      expect(await codeOf(session.run('true', { asRoot: true }))).toBe('sudo-password-wrong');
    const { stdout } = await server.exec('cat /home/asked/sudo.log');
    expect(stdout.match(/incorrect password attempt/g)).toHaveLength(1);
    expect(stdout).toContain('1 incorrect password attempt');
    await session.close();
  });

  it.each(['free', 'asked'])(
    'never shows the password of %s: no process, script or log has it',
    async (user) => {
      const sudoPassword = 'p4ssw0rd-of-sudo';
      const session = await sessionOf(user, { sudoPassword: user === 'asked' ? 'secret' : sudoPassword });
      const { stdout } = await session.run('cat; ps axeww; env; cat /proc/*/cmdline | tr "\\0" " "', {
        asRoot: true,
        input: Buffer.from('only this\n'),
      });
      expect(stdout.toString().startsWith('only this\n')).toBe(true);
      expect(stdout.toString()).toContain('sudo');
      expect(stdout.toString()).not.toMatch(/p4ssw0rd|secret/);
      expect(server.log()).not.toMatch(/p4ssw0rd|secret/);
      await session.close();
    },
  );

  it('leaves no sudo credential behind', async () => {
    const session = await sessionOf('asked', { sudoPassword: 'secret' });
    await session.run('true', { asRoot: true });
    expect((await session.run('sudo -n true')).code).not.toBe(0);
    await session.close();
  });
});
