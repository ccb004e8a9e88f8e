import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSshProvider } from '../../../../electron/providers/ssh/ssh-provider.ts';
import { openSession } from '../../../../electron/ssh/open-session.ts';
import type { ProveLogon } from '../../../../electron/ssh/session.ts';
import { startSshServer, type SshServer, type SshServerOptions } from '../../../support/sshd/ssh-server.ts';
import { layouts } from '../../../support/sshd/layouts.ts';
import { byPassword, errorOf } from '../../../support/sshd/target.ts';
import {
  makeKeyPair,
  parts,
  provider,
  rootPassword,
  snapshot,
  watch,
  withKey,
  withPassword,
  type TestKeyPair,
} from './action.ts';
import { opensByKey, opensByPassword } from './openssh.ts';

const shells = ['/bin/sh', '/bin/dash', '/bin/bash', '/bin/zsh', '/usr/bin/fish', '/bin/csh'];

describe('odd servers', () => {
  let server: SshServer;
  let admin: TestKeyPair;
  let keyPair: TestKeyPair;
  beforeAll(async () => {
    [admin, keyPair] = await Promise.all([makeKeyPair(), makeKeyPair()]);
  });
  afterEach(() => server.stop());

  const start = async (options: SshServerOptions = {}) => {
    const authorizedKeys = { root: `${admin.publicLine}\n` };
    server = await startSshServer({ rootPassword, authorizedKeys, ...options });
  };
  const change = () => ({ keyPair, formerKeyPair: null, effect: 'reload' }) as const;
  const expectBound = async () => {
    const outcome = await provider.bind(await withKey(server, admin), change(), watch());
    expect(outcome).toEqual({ passwordLogon: 'disabled', proven: true, pending: false });
    expect(await opensByKey(server, keyPair.privateKey)).toBe(true);
    expect((await server.exec('ls /run | grep latchkey')).stdout).toBe('');
  };

  it.each(shells)('A8: root’s logon shell is %s, and its profiles talk', async (rootShell) => {
    await start({ rootShell });
    const noise = 'echo "welcome to the machine"; echo "and to its errors" >&2';
    const files = ['.bashrc', '.profile', '.zshenv', '.zshrc', '.cshrc', '.config/fish/config.fish'];
    await server.exec('mkdir -p /root/.config/fish');
    for (const file of files.filter((name) => !name.includes('csh'))) {
      await server.exec(`printf '%s\\n' '${noise}' >/root/${file}`);
    }
    await server.exec(`echo 'echo welcome' >/root/.cshrc`);
    await expectBound();
  });

  it('A5: cloud-init’s forced command for root above ours is named, and nothing is changed', async () => {
    const forced = `no-port-forwarding,command="echo 'Please login as the user \\"debian\\".';echo;sleep 1" ${keyPair.publicLine}\n`;
    await start({ authorizedKeys: { root: `${forced}${admin.publicLine}\n` } });
    const before = [await snapshot(server, '/root'), await snapshot(server, '/etc/ssh')];
    const bound = provider.bind(await withKey(server, admin), change(), watch());
    expect(await errorOf(bound)).toMatchObject({
      code: 'key-line-restricted',
      details: { line: 1, options: ['command'] },
    });
    expect([await snapshot(server, '/root'), await snapshot(server, '/etc/ssh')]).toEqual(before);
  });

  it('C4: /run/sshd is missing and there is no service manager', async () => {
    await start();
    const target = await withKey(server, admin);
    const context = watch({ 'arm-rollback': () => void server.exec('rmdir /run/sshd') });
    const outcome = await provider.bind(target, change(), context);
    expect(outcome).toMatchObject({ proven: true, passwordLogon: 'disabled' });
  });

  it.each([
    ['an account that may only copy files', { shell: '/bin/bash' }, 'ForceCommand internal-sftp'],
    ['an account without a shell', { shell: '/usr/sbin/nologin' }, 'X11Forwarding no'],
  ])('A8: %s is named as such', async (_name, more, directive) => {
    await start({
      users: [{ name: 'copier', password: 'word', ...more }],
      dropIns: { '10-copier.conf': `Match User copier\n  ${directive}\n` },
    });
    const target = await withPassword(server, { user: 'copier', credentials: [byPassword('word')] });
    const before = await snapshot(server, '/home');
    expect((await errorOf(provider.bind(target, change(), watch()))).code).toBe('server-no-shell');
    expect(await snapshot(server, '/home')).toEqual(before);
  });

  it('A8: a forced command that keeps a record and leads on to the shell', async () => {
    const record = `/bin/sh -c 'echo "$SSH_ORIGINAL_COMMAND" >>/root/record; exec /bin/bash -c "$SSH_ORIGINAL_COMMAND"'`;
    await start({ dropIns: { '10-record.conf': `ForceCommand ${record}\n` } });
    await expectBound();
    expect((await server.readFile('/root/record')).toString()).toContain('exec /bin/sh');
  });

  it('A8: AuthorizedKeysFile with several paths and tokens', async () => {
    await start({ dropIns: { '10-keys.conf': 'AuthorizedKeysFile %h/.ssh/%u.keys .ssh/authorized_keys\n' } });
    await expectBound();
    expect((await server.readFile('/root/.ssh/root.keys')).toString()).toBe(`${keyPair.publicLine}\n`);
  });

  it('a listener that died is started again, not only told to read', async () => {
    await start();
    const context = watch({ reload: () => void server.exec('kill "$(cat /run/sshd.pid)"') });
    const target = await withKey(server, admin);
    const end = await errorOf(provider.bind(target, change(), context));
    await expect.poll(() => opensByKey(server, admin.privateKey), { timeout: 20_000 }).toBe(true);
    expect(['no error', 'server-connection-lost', 'proof-failed', 'reload-failed']).toContain(end.code);
  });

  it('binds, and refuses a stranger’s file, where sh keeps texts in /tmp and that is full', async () => {
    // Up to bash 5.0 every text of a script goes through a file.
    await start({ users: [{ name: 'eve' }], dropIns: { '50-bash.conf': 'SetEnv BASH_COMPAT=50\n' } });
    await server.exec(
      'mount --bind /bin/bash /bin/dash; mount -t tmpfs -o size=4k none /tmp; dd if=/dev/zero of=/tmp/full bs=4k count=1',
    );
    await server.exec('chown eve /root/.ssh/authorized_keys');
    const refused = await errorOf(provider.bind(await withPassword(server), change(), watch()));
    expect(refused.code).toBe('authorized-keys-not-safe');
    await server.exec('chown root /root/.ssh/authorized_keys');
    await expectBound();
  });

  it('binds, and takes back, where the shell and all programs are BusyBox’s, as on Alpine', async () => {
    const sshdConfig = `${layouts.Alpine.sshdConfig}SetEnv PATH=/run/busybox\n`;
    await start({ sshdConfig });
    await server.exec(
      'mkdir /run/busybox && busybox --install -s /run/busybox && mount --bind /bin/busybox /bin/dash',
    );
    // Debian's BusyBox leaves it out, Alpine's has it.
    await server.exec('[ -e /run/busybox/cksum ] || ln -s /usr/bin/cksum /run/busybox/cksum');
    const session = await openSession(await withPassword(server), new AbortController().signal);
    const { stdout } = await session.run('help | grep Built-in; command -v sha256sum');
    await session.close();
    expect(stdout.toString()).toBe('Built-in commands:\n/run/busybox/sha256sum\n');
    let proofs = 0;
    const failing: ProveLogon = async (...args) => (await parts.proveLogon(...args)) && ++proofs < 2;
    const failed = createSshProvider({ ...parts, proveLogon: failing }).bind(
      await withPassword(server),
      change(),
      watch(),
    );
    expect(await errorOf(failed)).toEqual({
      code: 'proof-failed',
      details: { step: 'prove-again', rolledBack: true },
    });
    expect((await server.readFile('/etc/ssh/sshd_config')).toString()).toBe(sshdConfig);
    expect((await server.readFile('/root/.ssh/authorized_keys')).toString()).toBe(`${admin.publicLine}\n`);
    expect(await opensByPassword(server, rootPassword)).toBe(true);
    await expectBound();
  });
});
