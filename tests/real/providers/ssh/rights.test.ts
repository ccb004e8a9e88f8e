import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServerTarget } from '../../../../electron/providers/provider.ts';
import { debianSshdConfig } from '../../../support/sshd/sshd-config.ts';
import { startSshServer, type SshServer } from '../../../support/sshd/ssh-server.ts';
import { byPassword, errorOf } from '../../../support/sshd/target.ts';
import {
  makeKeyPair,
  provider,
  rootPassword,
  snapshot,
  watch,
  withPassword,
  type TestKeyPair,
} from './action.ts';
import { opensByKey, opensByPassword } from './openssh.ts';

describe('C11: the rights that a bind needs', () => {
  let server: SshServer;
  let keyPair: TestKeyPair;
  beforeAll(async () => {
    keyPair = await makeKeyPair();
    server = await startSshServer({
      rootPassword,
      users: [
        { name: 'nobodys', password: 'word', sudo: 'none' },
        { name: 'asked', password: 'word', sudo: 'password' },
        { name: 'keyed', sudo: 'password' },
        { name: 'free', password: 'word', sudo: 'nopasswd', shell: '/bin/sh' },
        { name: 'central', password: 'word', sudo: 'nopasswd' },
      ],
      authorizedKeys: { keyed: keyPair.publicLine },
      sshdConfig: `${debianSshdConfig('yes')}\nMatch User central\n  AuthorizedKeysFile /etc/ssh/keys/%u .ssh/authorized_keys\n`,
    });
  });
  afterAll(() => server.stop());

  const as = (user: string, more: Partial<ServerTarget> = {}) =>
    withPassword(server, { user, credentials: [byPassword('word')], ...more });
  const change = () => ({ keyPair, formerKeyPair: null, effect: 'reload' }) as const;
  const files = async () => [await snapshot(server, '/etc/ssh'), await snapshot(server, '/home')];
  const reopen = async () => {
    await provider.enablePasswordLogon(await withPassword(server), { effect: 'reload' }, watch());
  };
  const withRootByKey = async () => {
    const target = await as('free');
    await provider.enablePasswordLogon(target, { effect: 'reload' }, watch());
  };

  it.each([
    ['no sudo', 'nobodys', {}, 'sudo-required'],
    ['sudo that asks, and no password for it', 'keyed', { credentials: 'key' }, 'sudo-password-required'],
    ['a wrong password for sudo', 'asked', { sudoPassword: 'wrong' }, 'sudo-password-wrong'],
  ] as const)('with %s nothing is changed', async (_name, user, more, code) => {
    const before = await files();
    const isByKey = 'credentials' in more;
    const credentials = isByKey
      ? [{ kind: 'private-key' as const, privateKey: keyPair.privateKey }]
      : undefined;
    const sudoPassword = 'sudoPassword' in more ? more.sudoPassword : undefined;
    const target = await as(user, {
      ...(credentials ? { credentials } : {}),
      ...(sudoPassword ? { sudoPassword } : {}),
    });
    expect(await errorOf(provider.bind(target, change(), watch()))).toEqual({
      code,
      details: { step: 'read-settings' },
    });
    expect(await files()).toEqual(before);
  });

  it.each(['asked', 'free'])(
    '%s binds through sudo, with the files’ owners as they should be',
    async (user) => {
      const outcome = await provider.bind(await as(user), change(), watch());
      expect(outcome).toEqual({ passwordLogon: 'disabled', proven: true, pending: false });
      expect(await opensByKey(server, keyPair.privateKey, user)).toBe(true);
      expect(await opensByPassword(server, rootPassword)).toBe(false);
      expect(await opensByPassword(server, 'word', user)).toBe(true);
      const { stdout } = await server.exec(`stat -c "%a %U" /home/${user}/.ssh/* /etc/ssh/sshd_config.d/*`);
      expect(stdout).toBe(`600 ${user}\n600 root\n`);
      await withRootByKey();
    },
  );

  it('A8: keys that sshd looks for outside the home are written by root for the user', async () => {
    await server.exec('mkdir -m 755 /etc/ssh/keys');
    await provider.bind(await as('central'), change(), watch());
    expect((await server.exec('stat -c "%a %U" /etc/ssh/keys/central')).stdout).toBe('600 central\n');
    expect(await opensByKey(server, keyPair.privateKey, 'central')).toBe(true);
    await withRootByKey();
    const undone = await provider.unbind(
      await as('central'),
      { keyPair, effect: 'reload', evenIfLastWayIn: false },
      watch(),
    );
    expect(undone).toEqual({ passwordLogon: 'enabled', proven: null, pending: false });
    expect(await opensByKey(server, keyPair.privateKey, 'central')).toBe(false);
  });

  it('without root’s rights a key can still be taken off, and put on unproven', async () => {
    const target = await as('nobodys');
    const unproven = { ...keyPair, privateKey: null };
    const bound = await provider.bind(target, { ...change(), keyPair: unproven }, watch());
    expect(bound).toEqual({ passwordLogon: 'unknown', proven: false, pending: null });
    expect(await opensByKey(server, keyPair.privateKey, 'nobodys')).toBe(true);
    const taken = { keyPair, effect: 'postpone', evenIfLastWayIn: false } as const;
    expect(await provider.unbind(target, taken, watch())).toMatchObject({ pending: true });
    expect(await opensByKey(server, keyPair.privateKey, 'nobodys')).toBe(false);
  });

  it('with /etc read-only nothing is changed', async () => {
    await server.exec('mount -o remount,bind,ro /etc/ssh');
    const fresh = await makeKeyPair();
    const before = await files();
    const { code, details } = await errorOf(
      provider.bind(await as('free'), { ...change(), keyPair: fresh }, watch()),
    );
    await server.exec('mount -o remount,bind,rw /etc/ssh');
    expect({ code, details }).toMatchObject({
      code: 'sshd-config-not-writable',
      details: {
        step: 'write-settings',
        rolledBack: true,
        reason: expect.stringContaining('Read-only') as string,
      },
    });
    expect(await files()).toEqual(before);
  });

  it('without sshd in any known place nothing is changed', async () => {
    const before = await files();
    // After the logon: a logon needs the program.
    const hide = () => void server.exec('mount --bind /dev/null /usr/sbin/sshd');
    const refused = await errorOf(
      provider.bind(await as('free'), change(), watch({ 'read-settings': hide })),
    );
    await server.exec('umount /usr/sbin/sshd');
    expect(refused).toEqual({ code: 'sshd-not-found', details: { step: 'read-settings' } });
    expect(await files()).toEqual(before);
    await reopen();
  });
});
