import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { debianSshdConfig } from '../../../support/sshd/sshd-config.ts';
import { startSshServer, type SshServer, type SshServerOptions } from '../../../support/sshd/ssh-server.ts';
import { codeOf } from '../../../support/sshd/target.ts';
import {
  makeKeyPair,
  provider,
  rootPassword,
  snapshot,
  watch,
  withKey,
  withPassword,
  type TestKeyPair,
} from './action.ts';
import { opensByPassword } from './openssh.ts';

describe('password logon', () => {
  let server: SshServer;
  let keyPair: TestKeyPair;
  beforeAll(async () => {
    keyPair = await makeKeyPair();
  });
  afterEach(() => server.stop());

  const start = async (options: SshServerOptions = {}) => {
    server = await startSshServer({
      rootPassword,
      users: [{ name: 'bob', password: 'bobs' }],
      authorizedKeys: { root: keyPair.publicLine },
      ...options,
    });
  };
  const enable = async (effect: 'reload' | 'restart' | 'postpone' = 'reload') =>
    provider.enablePasswordLogon(await withKey(server, keyPair), { effect }, watch());

  it('is back after a bind, with /etc/ssh as it was before', async () => {
    await start();
    const before = await snapshot(server, '/etc/ssh');
    await provider.bind(
      await withPassword(server),
      { keyPair, formerKeyPair: null, effect: 'reload' },
      watch(),
    );
    expect(await opensByPassword(server, rootPassword)).toBe(false);
    expect(await enable()).toEqual({ passwordLogon: 'enabled', proven: null, pending: false });
    expect(await snapshot(server, '/etc/ssh')).toEqual(before);
    expect(await opensByPassword(server, rootPassword)).toBe(true);
  });

  it('is written where the server refused it by itself', async () => {
    await start({ sshdConfig: debianSshdConfig('no') });
    // The key proves nothing here: root may not log on at all.
    await server.exec(
      'sed -i "s/^PermitRootLogin no/PermitRootLogin prohibit-password/" /etc/ssh/sshd_config',
    );
    await server.reload();
    await enable();
    expect(await opensByPassword(server, rootPassword)).toBe(true);
    expect((await server.exec('cat /etc/ssh/sshd_config.d/00-latchkey.conf')).stdout).toContain(
      'PermitRootLogin yes',
    );
  });

  it('C5: is opened for root alone where passwords are refused for all', async () => {
    await start({
      sshdConfig: `PasswordAuthentication no\nKbdInteractiveAuthentication no\n${debianSshdConfig('prohibit-password')}`,
    });
    expect(await opensByPassword(server, 'bobs', 'bob')).toBe(false);
    await enable();
    expect(await opensByPassword(server, rootPassword)).toBe(true);
    expect(await opensByPassword(server, 'bobs', 'bob')).toBe(false);
  });

  it('does nothing where it is enabled', async () => {
    await start();
    const before = await snapshot(server, '/etc/ssh');
    expect(await enable('postpone')).toEqual({ passwordLogon: 'enabled', proven: null, pending: false });
    expect(await snapshot(server, '/etc/ssh')).toEqual(before);
  });

  it('waits for the reload when it is postponed', async () => {
    await start({ dropIns: { '00-latchkey.conf': 'PermitRootLogin prohibit-password\n' } });
    expect(await enable('postpone')).toEqual({ passwordLogon: 'disabled', proven: null, pending: true });
    expect(await opensByPassword(server, rootPassword)).toBe(false);
    expect(await enable('postpone')).toMatchObject({ pending: true });
    await provider.takeEffect(await withKey(server, keyPair), { effect: 'reload', bound: keyPair }, watch());
    expect(await opensByPassword(server, rootPassword)).toBe(true);
  });

  it('says so, and leaves no trace, where a server does not let it come true', async () => {
    await start({ dropIns: { '00-a.conf': 'Match User root\n  PermitRootLogin prohibit-password\n' } });
    const before = await snapshot(server, '/etc/ssh');
    expect(await codeOf(enable())).toBe('sshd-config-not-effective');
    expect(await snapshot(server, '/etc/ssh')).toEqual(before);
  });
});
