import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSshProvider } from '../../../../electron/providers/ssh/ssh-provider.ts';
import type { ProveLogon } from '../../../../electron/ssh/session.ts';
import { debianSshdConfig } from '../../../support/sshd/sshd-config.ts';
import { startSshServer, type SshServer, type SshServerOptions } from '../../../support/sshd/ssh-server.ts';
import { errorOf } from '../../../support/sshd/target.ts';
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

const mine = '# mine, without a final newline';

describe('a bind that fails', () => {
  let server: SshServer;
  let keyPair: TestKeyPair;
  beforeAll(async () => {
    keyPair = await makeKeyPair();
  });
  afterEach(() => server.stop());

  const start = async (options: SshServerOptions = {}) => {
    server = await startSshServer({ rootPassword, authorizedKeys: { root: mine }, ...options });
  };
  const change = () => ({ keyPair, formerKeyPair: null, effect: 'reload' }) as const;
  const files = async () => [await snapshot(server, '/etc/ssh'), await snapshot(server, '/root')];
  /** Everything is as before, the listener lives, and the password opens. */
  const expectAsBefore = async (before: unknown) => {
    expect(await files()).toEqual(before);
    expect(await opensByPassword(server, rootPassword)).toBe(true);
    expect(await opensByKey(server, keyPair.privateKey)).toBe(false);
  };

  it('C4, C9: on a server whose configuration is broken already, writes nothing and reloads nothing', async () => {
    await start();
    await server.exec('echo Nonsense yes >/etc/ssh/sshd_config.d/99-broken.conf');
    const before = await files();
    const log = server.log().length;
    expect(await errorOf(provider.bind(await withPassword(server), change(), watch()))).toMatchObject({
      code: 'sshd-config-invalid',
      details: { step: 'read-settings', reason: expect.stringContaining('Nonsense') as string },
    });
    expect(server.log().slice(log)).not.toContain('SIGHUP');
    await expectAsBefore(before);
  });

  it('C4, C9: when the configuration is broken in the meantime, puts the files back and does not reload', async () => {
    await start();
    const before = await files();
    const log = server.log().length;
    const breaking = interfering('folder_mode=$6', async (run, options) => {
      await run();
      if (options?.args?.[0]?.startsWith('/etc/ssh') === true)
        await server.exec('echo Nonsense yes >/etc/ssh/sshd_config.d/99-broken.conf');
    });
    const broken = createSshProvider({ ...parts, openSession: breaking });
    const bound = broken.bind(await withPassword(server), change(), watch());
    expect(await errorOf(bound)).toMatchObject({
      code: 'sshd-config-invalid',
      details: { step: 'reload', rolledBack: true },
    });
    await server.exec('rm /etc/ssh/sshd_config.d/99-broken.conf');
    expect(server.log().slice(log)).not.toContain('SIGHUP');
    await expectAsBefore(before);
  });

  it('C4: a missing /run/sshd is no broken configuration', async () => {
    await start();
    // With the first look at the configuration: a logon needs the folder too.
    const removing = interfering('Missing privilege', async (run) => {
      await server.exec('rmdir /run/sshd');
      await run();
    });
    const outcome = await createSshProvider({ ...parts, openSession: removing }).bind(
      await withPassword(server),
      change(),
      watch(),
    );
    expect(outcome).toMatchObject({ proven: true, pending: false });
    expect((await server.exec('stat -c "%a %U" /run/sshd')).stdout).toBe('755 root\n');
  });

  it('puts files and service back when the proof after the reload fails', async () => {
    await start();
    const before = await files();
    let proofs = 0;
    const failing: ProveLogon = async (target, credential, signal) =>
      (await parts.proveLogon(target, credential, signal)) && ++proofs < 2;
    const context = watch();
    const bound = createSshProvider({ ...parts, proveLogon: failing }).bind(
      await withPassword(server),
      change(),
      context,
    );
    expect(await errorOf(bound)).toEqual({
      code: 'proof-failed',
      details: { step: 'prove-again', rolledBack: true },
    });
    expect(context.steps.slice(-2)).toEqual(['prove-again', 'roll-back']);
    expect(server.log().match(/Received SIGHUP/g)).toHaveLength(2);
    await expectAsBefore(before);
  });

  it('puts everything back through a new session when its own was lost', async () => {
    await start();
    const before = await files();
    const cutting: ProveLogon = async () => {
      // What the server's session processes are called once somebody is logged on.
      await server.exec("pkill -KILL -f '^sshd: root@notty'");
      return false;
    };
    const bound = createSshProvider({ ...parts, proveLogon: cutting }).bind(
      await withPassword(server),
      change(),
      watch(),
    );
    expect(await errorOf(bound)).toEqual({
      code: 'proof-failed',
      details: { step: 'prove-logon', rolledBack: true },
    });
    await expectAsBefore(before);
  });

  it('says so when it can’t put things back', async () => {
    await start();
    const breaking: ProveLogon = async () => {
      await server.powerOff();
      return false;
    };
    const bound = createSshProvider({ ...parts, proveLogon: breaking }).bind(
      await withPassword(server),
      change(),
      watch(),
    );
    expect(await errorOf(bound)).toEqual({
      code: 'rollback-failed',
      details: { because: 'proof-failed', step: 'prove-logon' },
    });
  });

  it('cancelled in the middle, puts everything back', async () => {
    await start();
    const before = await files();
    const cancel = new AbortController();
    const context = watch({ reload: () => cancel.abort() });
    const bound = provider.bind(await withPassword(server), change(), { ...context, signal: cancel.signal });
    expect(await errorOf(bound)).toMatchObject({ code: 'cancelled', details: { rolledBack: true } });
    await expectAsBefore(before);
  });

  it('C3: where another setting prevails, says so and leaves no trace', async () => {
    const dropIns = { '00-a.conf': 'Match User root\n  PermitRootLogin yes\n' };
    await start({ dropIns });
    const before = await files();
    expect(await errorOf(provider.bind(await withPassword(server), change(), watch()))).toMatchObject({
      code: 'sshd-config-not-effective',
      details: { permitRootLogin: 'yes', rolledBack: true },
    });
    await expectAsBefore(before);
  });

  it.each([
    ['a Match further down', `${debianSshdConfig('yes')}Match User root\n  PermitRootLogin yes\n`],
    ['no Include', debianSshdConfig('yes').replace(/^Include.*\n/m, '')],
    [
      'Include last',
      `${debianSshdConfig('yes').replace(/^Include.*\n/m, '')}Include /etc/ssh/sshd_config.d/*.conf`,
    ],
    [
      'CRLF and tabs',
      'PermitRootLogin\tyes\r\nUsePAM yes\r\nMatch Address 127.0.0.0/8\r\n\tPermitRootLogin=yes',
    ],
  ])('C3: with %s, prevails; and re-enabling takes it out byte for byte', async (_name, sshdConfig) => {
    await start({ sshdConfig });
    const before = await snapshot(server, '/etc/ssh');
    await provider.bind(await withPassword(server), change(), watch());
    expect(await opensByPassword(server, rootPassword)).toBe(false);
    const byKey = await withPassword(server, {
      credentials: [{ kind: 'private-key', privateKey: keyPair.privateKey }],
    });
    await provider.enablePasswordLogon(byKey, { effect: 'reload' }, watch());
    expect(await snapshot(server, '/etc/ssh')).toEqual(before);
    expect(await opensByPassword(server, rootPassword)).toBe(true);
  });
});
