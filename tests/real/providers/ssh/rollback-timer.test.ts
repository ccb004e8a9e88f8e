import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSshProvider } from '../../../../electron/providers/ssh/ssh-provider.ts';
import type { ServerTarget } from '../../../../electron/providers/provider.ts';
import type { ProveLogon } from '../../../../electron/ssh/session.ts';
import { AppError } from '../../../../shared/ipc/result.ts';
import { debianSshdConfig } from '../../../support/sshd/sshd-config.ts';
import { startSshServer, type SshServer, type SshServerOptions } from '../../../support/sshd/ssh-server.ts';
import { byPassword, errorOf } from '../../../support/sshd/target.ts';
import {
  interfering,
  makeKeyPair,
  parts,
  provider,
  rootPassword,
  snapshot,
  watch,
  withPassword,
  type TestKeyPair,
} from './action.ts';
import { opensByKey, opensByPassword } from './openssh.ts';

const actionId = '6a4c9a2e-3f1d-4f57-9d0e-5a7f4c2b8e90';
const withoutInclude = debianSshdConfig('yes').replace(/^Include.*\n/m, '');

describe('the rollback timer', () => {
  let server: SshServer;
  let keyPair: TestKeyPair;
  beforeAll(async () => {
    keyPair = await makeKeyPair();
  });
  afterEach(() => server.stop());

  const start = async (options: SshServerOptions = {}) => {
    server = await startSshServer({ rootPassword, ...options });
  };
  const change = () => ({ keyPair, formerKeyPair: null, effect: 'reload' }) as const;
  const settings = () => snapshot(server, '/etc/ssh');
  /** Nothing of a timer: no process, no file. */
  const traces = async () =>
    (
      await server.exec(
        'ls -A /run | grep latchkey; ps ax | grep "[l]atchkey-rollback/timer"; ls -A /etc/ssh | grep "^\\.latchkey"',
      )
    ).stdout;
  const sleepers = async () => (await server.exec('ps -eo args | grep -c "^sleep 1$"')).stdout.trim();

  /** What a killed application looks like to a server: after the reload nothing more comes. Resolves then. */
  const bindUntilReload = async (target: ServerTarget, rollbackSeconds = 8): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const proveLogon: ProveLogon = async (...args) => {
      if (!server.log().includes('SIGHUP')) return parts.proveLogon(...args);
      await server.exec("pkill -KILL -f '^sshd: [a-z]*@notty'");
      resolve(undefined);
      return new Promise<never>(() => undefined);
    };
    const cut = createSshProvider({ ...parts, rollbackSeconds, proveLogon });
    void cut.bind(target, change(), { ...watch(), actionId });
    await promise;
    const { stdout } = await server.exec('sshd -T -C user=root,host=h,addr=127.0.0.1 | grep permitrootlogin');
    expect(stdout).not.toContain('yes');
  };
  const expectGone = () => expect.poll(traces, { timeout: 60_000 }).toBe('');
  /** The timer is done when sshd has begun to read anew, a moment before it listens again. */
  const expectOpen = () =>
    expect.poll(() => opensByPassword(server, rootPassword), { timeout: 60_000 }).toBe(true);

  it.each([
    ['', {}],
    ['where there is no Include ', { sshdConfig: withoutInclude }],
    ['on systemd’s machine ', { systemd: true }],
    ['without setsid ', { users: [] }],
    ['where every program gets the same addresses ', { users: [] }],
  ] as const)('C6: %sputs everything back when nobody comes back after the reload', async (name, options) => {
    await start(options);
    if (name === 'without setsid ') await server.exec('mount --bind /dev/null /usr/bin/setsid');
    if (name.startsWith('where every program')) {
      await server.stopSshd();
      await server.untilListeningAfter(() => server.exec('setarch -R /usr/local/sbin/start-sshd'));
    }
    const before = await settings();
    // Where nothing shows that sshd has begun to read anew, the reload takes some seconds.
    await bindUntilReload(await withPassword(server), name.startsWith('where every program') ? 20 : 8);
    await expectGone();
    expect(await settings()).toEqual(before);
    await expectOpen();
    // The line was proven before; its binding closed nothing and stays until somebody looks.
    expect(await opensByKey(server, keyPair.privateKey)).toBe(true);
  });

  it('C6: survives the end of its session and the restart of sshd', async () => {
    await start();
    const before = await settings();
    await bindUntilReload(await withPassword(server));
    await server.stopSshd();
    await expectGone();
    expect(await settings()).toEqual(before);
    await expectOpen();
  });

  it('C7: after success it is gone, and while it runs nobody else can read what it keeps', async () => {
    await start();
    let modes = '';
    const looking = watch({
      'disarm-rollback': () => {
        const look =
          'stat -c "%a %U" /run/latchkey-rollback; setpriv --reuid 65534 --clear-groups ls /run/latchkey-rollback';
        void server.exec(look).then(({ stdout, stderr }) => {
          modes = stdout + stderr;
        });
      },
    });
    const slow = interfering('"$folder/disarmed"', async (run) => {
      await expect.poll(() => modes).not.toBe('');
      await run();
    });
    await createSshProvider({ ...parts, openSession: slow }).bind(
      await withPassword(server),
      change(),
      looking,
    );
    expect(modes).toMatch(/^700 root\n.*Permission denied\n$/);
    expect(await traces()).toBe('');
    expect(await sleepers()).toBe('0');
    expect(await opensByPassword(server, rootPassword)).toBe(false);
  });

  it('C6: through sudo as well', async () => {
    await start({ users: [{ name: 'ada', password: 'adas', sudo: 'password' }] });
    const before = await settings();
    const target = await withPassword(server, { user: 'ada', credentials: [byPassword('adas')] });
    await bindUntilReload(target);
    await expectGone();
    expect(await settings()).toEqual(before);
    await expectOpen();
  });

  it('a second one is refused while the first is armed', async () => {
    await start();
    await bindUntilReload(await withPassword(server), 300);
    const other = await makeKeyPair();
    const target = await withPassword(server, {
      credentials: [{ kind: 'private-key', privateKey: keyPair.privateKey }],
    });
    const bound = provider.bind(target, { ...change(), keyPair: other }, watch());
    expect(await errorOf(bound)).toMatchObject({
      code: 'server-busy',
      details: { reason: 'rollback-armed', step: 'arm-rollback', rolledBack: true },
    });
    await server.exec('kill -USR1 "$(cat /run/latchkey-rollback/pid)"');
    await expectGone();
    await expectOpen();
    await provider.bind(target, { ...change(), keyPair: other }, watch());
    expect(await traces()).toBe('');
  });

  it('what a killed one has left is no hindrance', async () => {
    await start();
    await server.exec('mkdir /run/latchkey-rollback; echo 1 >/run/latchkey-rollback/pid');
    await provider.bind(await withPassword(server), change(), watch());
    expect(await traces()).toBe('');
  });

  it('one that goes off while the work is under way is noticed, and the action has failed', async () => {
    await start();
    const before = [await settings(), await snapshot(server, '/root')];
    const late: ProveLogon = async (target, credential, signal) => {
      const isProven = await parts.proveLogon(target, credential, signal);
      if (server.log().includes('SIGHUP')) await expectGone();
      return isProven;
    };
    const bound = createSshProvider({ ...parts, rollbackSeconds: 2, proveLogon: late }).bind(
      await withPassword(server),
      { ...change(), keyPair },
      watch(),
    );
    const { code, details } = await errorOf(bound);
    expect(['rolled-back', 'password-still-accepted']).toContain(code);
    expect(details).toMatchObject({ rolledBack: true });
    expect([await settings(), await snapshot(server, '/root')]).toEqual(before);
    expect(await opensByPassword(server, rootPassword)).toBe(true);
  });

  it.each([
    [
      'that found its disk read-only',
      `mount -o remount,bind,ro /etc/ssh; kill -USR1 "$(cat pid)"; until [ -e failed ]; do sleep 0.1; done
       mount -o remount,bind,rw /etc/ssh`,
    ],
    ['that was killed while it put things back', 'kill -KILL "$(cat pid)"; mv armed fired'],
  ])('one %s does its work at the application’s next start', async (_what, happens) => {
    await start();
    const before = await settings();
    await bindUntilReload(await withPassword(server), 300);
    await server.exec(`cd /run/latchkey-rollback && { ${happens}; }`);
    expect(await opensByPassword(server, rootPassword)).toBe(false);
    // The key that was bound is gone, so that there is nothing to go on with.
    const other = await makeKeyPair();
    await server.writeFile('/root/.ssh/authorized_keys', `${other.publicLine}\n`);
    const target = await withPassword(server, {
      credentials: [{ kind: 'private-key', privateKey: other.privateKey }],
    });
    const interrupted = { kind: 'bind', ...change(), hadLine: false, passwordLogon: 'enabled' } as const;
    const resumed = await provider.resume(target, interrupted, { ...watch(), actionId });
    expect(resumed).toMatchObject({ end: 'rolled-back', outcome: { passwordLogon: 'enabled' } });
    expect(await settings()).toEqual(before);
    expect(await traces()).toBe('');
    expect(await opensByPassword(server, rootPassword)).toBe(true);
  });

  it('leaves what somebody else has written meanwhile', async () => {
    await start({ sshdConfig: withoutInclude });
    await bindUntilReload(await withPassword(server));
    await server.exec('echo "MaxAuthTries 5" >>/etc/ssh/sshd_config');
    await expectGone();
    expect((await server.readFile('/etc/ssh/sshd_config')).toString()).toBe(
      `${withoutInclude}MaxAuthTries 5\n`,
    );
    await expectOpen();
  });

  it('what somebody else has written meanwhile still waits, where nothing was read anew', async () => {
    await start();
    const cutShort = interfering('"$folder/disarmed"', async () => {
      await server.exec('echo "AllowUsers bob root" >>/etc/ssh/sshd_config');
      throw new AppError('server-timeout');
    });
    const bound = createSshProvider({ ...parts, openSession: cutShort }).bind(
      await withPassword(server),
      { ...change(), effect: 'postpone' },
      watch(),
    );
    expect(await errorOf(bound)).toMatchObject({ code: 'server-timeout', details: { rolledBack: true } });
    expect((await provider.probe(await withPassword(server), watch())).passwordLogon).toBe('unknown');
  });

  it('leaves a block that somebody has put a line into', async () => {
    await start({ sshdConfig: withoutInclude });
    await provider.bind(await withPassword(server), { ...change(), effect: 'postpone' }, watch());
    await server.exec("sed -i 's/^# Latchkey: end/AllowUsers root bob\\n&/' /etc/ssh/sshd_config");
    const before = await settings();
    let proofs = 0;
    const failing: ProveLogon = async (...args) => (await parts.proveLogon(...args)) && ++proofs < 2;
    const taken = createSshProvider({ ...parts, proveLogon: failing }).takeEffect(
      await withPassword(server),
      { effect: 'reload', bound: keyPair },
      watch(),
    );
    expect((await errorOf(taken)).code).toBe('proof-failed');
    expect((await server.readFile('/etc/ssh/sshd_config')).toString()).toContain('AllowUsers root bob\n');
    expect(await settings()).toEqual(before);
  });

  it('takes the drop-in back when a postponed change turns out to close the server', async () => {
    await start();
    const before = await settings();
    await provider.bind(await withPassword(server), { ...change(), effect: 'postpone' }, watch());
    let proofs = 0;
    const failing: ProveLogon = async (target, credential, signal) =>
      (await parts.proveLogon(target, credential, signal)) && ++proofs < 2;
    const taken = createSshProvider({ ...parts, proveLogon: failing }).takeEffect(
      await withPassword(server),
      { effect: 'reload', bound: keyPair },
      watch(),
    );
    expect(await errorOf(taken)).toEqual({
      code: 'proof-failed',
      details: { step: 'prove-again', rolledBack: true },
    });
    expect(await settings()).toEqual(before);
    expect(await opensByPassword(server, rootPassword)).toBe(true);
    expect(await traces()).toBe('');
  });
});
