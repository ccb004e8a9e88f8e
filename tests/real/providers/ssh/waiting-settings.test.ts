import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newerConfigScript } from '../../../../electron/providers/ssh/newer-config-script.ts';
import { debianSshdConfig } from '../../../support/sshd/sshd-config.ts';
import { startSshServer, type SshServer, type SshServerOptions } from '../../../support/sshd/ssh-server.ts';
import { codeOf, errorOf } from '../../../support/sshd/target.ts';
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
import { opensByKey, opensByPassword } from './openssh.ts';

describe('settings that wait for a reload', () => {
  let server: SshServer;
  let keyPair: TestKeyPair;
  beforeAll(async () => {
    keyPair = await makeKeyPair();
  });
  afterEach(() => server.stop());

  const start = async (options: SshServerOptions = {}) => {
    server = await startSshServer({ rootPassword, ...options });
  };

  const change = () => ({ keyPair, formerKeyPair: null }) as const;
  /** It listens a moment before it writes down its number, by whose time a change is known to be newer. */
  const waits = async (config: string, path = '/etc/ssh/sshd_config') => {
    await server.exec('until [ -s /run/sshd.pid ]; do sleep 0.01; done');
    await server.writeFile(path, config);
    await server.exec(`touch -d "now + 1 second" '${path}'`);
  };

  it.each([
    ['no root', debianSshdConfig('no')],
    ['other users alone', `${debianSshdConfig('yes')}AllowUsers bob carol\n`],
    ['nobody’s key', `${debianSshdConfig('yes')}PubkeyAuthentication no\n`],
    ['two methods at once', `${debianSshdConfig('yes')}AuthenticationMethods publickey,password\n`],
    ['other addresses alone', `${debianSshdConfig('yes')}AllowUsers root@192.0.2.0/24 bob\n`],
    ['nobody to a shell', `${debianSshdConfig('yes')}ForceCommand internal-sftp\n`],
    ['other keys alone', `${debianSshdConfig('yes')}PubkeyAcceptedAlgorithms rsa-sha2-512\n`],
    ['another group alone', `${debianSshdConfig('yes')}AllowGroups staff w*\n`],
    ['nobody of a group', `${debianSshdConfig('yes')}DenyGroups staff r??t\n`],
  ])('C6: somebody else’s, which let in %s, are not put into force by a bind', async (_name, config) => {
    await start();
    await waits(config);
    const files = await snapshot(server, '/');
    const bound = provider.bind(await withPassword(server), { ...change(), effect: 'reload' }, watch());
    expect(await codeOf(bound)).toBe('sshd-config-closes');
    expect(await snapshot(server, '/')).toEqual(files);
    expect(await opensByPassword(server, rootPassword)).toBe(true);
  });

  it.each([
    ['of the folder', '', '/etc/ssh/sshd_config.d/10-site.conf'],
    ['of another folder', 'Include /etc/ssh/sites/*.conf', '/etc/ssh/sites/a.conf'],
    ['named in quotes, without a folder', 'include="site.conf"', '/etc/ssh/site.conf'],
    ['behind a link', 'Include linked.conf', '/root/elsewhere.conf'],
    ['of an included file', '', '/etc/ssh/sites/b.conf'],
    ['with a blank in its name', "Include a.conf 'a site.conf'", '/etc/ssh/a site.conf'],
    ['whose line ends as in DOS', 'Include "b.conf" site.conf\r\n', '/etc/ssh/site.conf'],
  ])(
    'C6: somebody else’s are seen in an included file %s that was written in its place',
    async (_name, include, path) => {
      const dropIns = { '10-site.conf': '', '20-more.conf': 'Include sites/b.conf\n' };
      await start({ dropIns, sshdConfig: `${debianSshdConfig('yes')}${include}` });
      await server.exec(
        'mkdir /etc/ssh/sites; touch /etc/ssh/sites/a.conf /etc/ssh/sites/b.conf /root/elsewhere.conf; ln -s /root/elsewhere.conf /etc/ssh/linked.conf',
      );
      await server.reload();
      await waits('AllowUsers bob\n', path);
      const bound = provider.bind(await withPassword(server), { ...change(), effect: 'reload' }, watch());
      expect(await codeOf(bound)).toBe('sshd-config-closes');
      expect(await opensByPassword(server, rootPassword)).toBe(true);
    },
  );

  it.each(['/bin/dash', '/bin/bash --posix', '/bin/busybox sh', '/bin/mksh'])(
    'nothing waits where all that is included is older (%s)',
    async (shell) => {
      await start({ sshdConfig: `${debianSshdConfig('yes')}Include none/*.conf missing.conf\n` });
      await server.exec('touch -d "now - 1 hour" /etc/ssh/sshd_config /etc/ssh/sshd_config.d');
      await server.exec('until [ -s /run/sshd.pid ]; do sleep 0.01; done');
      await server.writeFile('/root/newer', newerConfigScript);
      let path = '';
      const ask = (main = '/etc/ssh/sshd_config') =>
        server.exec(`${path}${shell} /root/newer /run/sshd.pid ${main}`);
      expect((await ask()).stdout).toBe('');
      await server.exec('touch -d "now + 1 second" /etc/ssh/sshd_config.d');
      expect((await ask()).stdout).toContain('/etc/ssh/sshd_config.d\n');
      // Without find. Not every shell has a printf of its own.
      await server.exec('mkdir /run/few; ln -s /usr/bin/printf /run/few');
      path = 'PATH=/run/few ';
      expect((await ask()).stdout).toContain('/etc/ssh/sshd_config.d\n');
      // The vendor's own one holds then.
      expect((await ask('/etc/ssh/missing')).stdout).toContain('/etc/ssh/sshd_config.d\n');
    },
  );

  /** As a file that was moved there with its time, or one that was written after the clock had been set back. */
  const waitsUnseen = async (config: string) => {
    await server.writeFile('/etc/ssh/sshd_config', config);
    await server.exec('touch -d "now - 1 hour" /etc/ssh/sshd_config');
  };

  it('C6: somebody else’s are not put into force by a bind where no time tells of them', async () => {
    await start();
    await waitsUnseen(`${debianSshdConfig('yes')}AllowUsers bob\n`);
    const files = await snapshot(server, '/');
    const target = await withPassword(server);
    const bound = provider.bind(target, { ...change(), effect: 'reload' }, watch());
    expect(await codeOf(bound)).toBe('sshd-config-closes');
    expect(await snapshot(server, '/')).toEqual(files);
    const taken = provider.takeEffect(target, { effect: 'reload', bound: null }, watch());
    expect(await codeOf(taken)).toBe('sshd-config-closes');
    expect(await opensByPassword(server, rootPassword)).toBe(true);
  });

  it('A9: with those that no time tells of, the password is no other way in', async () => {
    await start({ authorizedKeys: { root: `${keyPair.publicLine}\n` } });
    await waitsUnseen(debianSshdConfig('prohibit-password'));
    const change = { keyPair, effect: 'reload', evenIfLastWayIn: false } as const;
    expect(await codeOf(provider.unbind(await withPassword(server), change, watch()))).toBe('last-way-in');
    expect(await opensByKey(server, keyPair.privateKey)).toBe(true);
    expect(await opensByPassword(server, rootPassword)).toBe(true);
  });

  it('C6: somebody else’s, which take no keys, are not put into force where nobody knows a password', async () => {
    await start({ authorizedKeys: { root: `${keyPair.publicLine}\n` } });
    await waits(`${debianSshdConfig('no')}PubkeyAuthentication no\n`);
    const enabled = provider.enablePasswordLogon(
      await withKey(server, keyPair),
      { effect: 'reload' },
      watch(),
    );
    expect(await errorOf(enabled)).toMatchObject({
      code: 'sshd-config-closes',
      details: { setting: 'PubkeyAuthentication, AuthenticationMethods' },
    });
    expect(await opensByKey(server, keyPair.privateKey)).toBe(true);
  });

  it('C6: somebody else’s, which let in other users alone, are not put into force with the password', async () => {
    await start();
    await waits(`${debianSshdConfig('no')}AllowUsers bob\n`);
    const files = await snapshot(server, '/etc/ssh');
    const enabled = provider.enablePasswordLogon(await withPassword(server), { effect: 'reload' }, watch());
    expect(await codeOf(enabled)).toBe('sshd-config-closes');
    expect(await snapshot(server, '/etc/ssh')).toEqual(files);
    expect(await opensByPassword(server, rootPassword)).toBe(true);
  });

  /** Where it listens is decided by its configuration, and not on its command line as the others'. */
  const listenByConfiguration = async (more = '') => {
    const config = (port: number) =>
      `Port ${String(port)}\nListenAddress ${server.host}\n${debianSshdConfig('yes')}${more}`;
    await server.writeFile('/etc/ssh/sshd_config', config(server.port));
    await server.writeFile('/etc/default/ssh', "SSHD_OPTS='-E /run/machine/sshd.log'\n");
    await server.stopSshd();
    await server.startSshd();
    return config;
  };

  it.each(['port', 'address'])(
    'C6: somebody else’s, which have another %s, do not move sshd away',
    async (what) => {
      await start();
      const config = await listenByConfiguration();
      const moved = config(server.port === 2222 ? 2223 : 2222);
      await waits(what === 'port' ? moved : config(server.port).replace(server.host, '127.0.0.9'));
      const files = await snapshot(server, '/');
      const bound = provider.bind(await withPassword(server), { ...change(), effect: 'reload' }, watch());
      expect(await errorOf(bound)).toMatchObject({
        code: 'sshd-config-closes',
        details: { setting: 'Port, ListenAddress' },
      });
      expect(await snapshot(server, '/')).toEqual(files);
      expect(await opensByPassword(server, rootPassword)).toBe(true);
    },
  );

  it('are put into force with a bind where sshd goes on listening here, and lets in a group of the account', async () => {
    await start();
    const config = await listenByConfiguration('AllowGroups staff ro*\nDenyGroups nogroup\n');
    await waits(`${config(server.port)}Port 2222\n`);
    await provider.bind(await withPassword(server), { ...change(), effect: 'reload' }, watch());
    expect(await opensByKey(server, keyPair.privateKey)).toBe(true);
  });

  it('are put into force with a bind where they leave the key its way in', async () => {
    await start();
    await waits(`${debianSshdConfig('yes')}AllowUsers bob root@127.*\nDenyUsers root@10.*\nMaxAuthTries 5\n`);
    await provider.bind(await withPassword(server), { ...change(), effect: 'reload' }, watch());
    expect(await opensByKey(server, keyPair.privateKey)).toBe(true);
    expect(await opensByPassword(server, rootPassword)).toBe(false);
  });

  it.each(['reload', 'restart', 'postpone'] as const)(
    'A9: with those of a postponed bind the password is no other way in (%s)',
    async (effect) => {
      await start();
      const target = await withPassword(server);
      await provider.bind(target, { ...change(), effect: 'postpone' }, watch());
      const files = await snapshot(server, '/');
      const removed = provider.unbind(target, { keyPair, effect, evenIfLastWayIn: false }, watch());
      expect(await codeOf(removed)).toBe('last-way-in');
      expect(await snapshot(server, '/')).toEqual(files);
      expect(await opensByPassword(server, rootPassword)).toBe(true);
    },
  );

  it('A9: those of a postponed bind do not take effect when nothing but the password is left', async () => {
    await start();
    const target = await withPassword(server);
    await provider.bind(target, { ...change(), effect: 'postpone' }, watch());
    await provider.unbind(target, { keyPair, effect: 'postpone', evenIfLastWayIn: true }, watch());
    const taken = provider.takeEffect(target, { effect: 'reload', bound: null }, watch());
    expect(await errorOf(taken)).toMatchObject({
      code: 'sshd-config-closes',
      details: { setting: 'PermitRootLogin' },
    });
    expect(await opensByPassword(server, rootPassword)).toBe(true);
    await provider.enablePasswordLogon(target, { effect: 'reload' }, watch());
    expect(await opensByPassword(server, rootPassword)).toBe(true);
  });
});
