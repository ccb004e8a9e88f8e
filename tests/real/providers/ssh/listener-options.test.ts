import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { optionsFunction } from '../../../../electron/providers/ssh/listener-scripts.ts';
import { debianSshdConfig } from '../../../support/sshd/sshd-config.ts';
import { startSshServer, type SshServer } from '../../../support/sshd/ssh-server.ts';
import { errorOf } from '../../../support/sshd/target.ts';
import { makeKeyPair, provider, rootPassword, snapshot, watch, withKey, type TestKeyPair } from './action.ts';
import { opensByKey, opensByPassword } from './openssh.ts';

describe.each(['dash', 'bash', 'busybox sh', 'mksh'])(
  'what a listener has been told, as %s reads it,',
  (shell) => {
    it.each([
      ['sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups', ''],
      [
        'sshd: /usr/sbin/sshd -D -e -o A=b -4f /x/* -p2222 [listener] 0 of 10-100 startups',
        '-o A=b -f /x/* -p 2222',
      ],
      ['sshd: /usr/sbin/sshd -E /var/log/-x -o Port 22 -De -ob [listener] 0 of 10', '-o Port 22 -o b'],
      ['sshd: /usr/sbin/sshd -D -u0 -g 30 -h /etc/key -o [listener]', '-h /etc/key'],
      ['/usr/sbin/sshd-D', ''],
    ])('of %j is %j', async (command, expected) => {
      const script = `set -f; command=$1; ${optionsFunction} find_options; printf %s "$options"`;
      const [program = '', ...args] = shell.split(' ');
      const { stdout } = await promisify(execFile)(program, [...args, '-c', script, 'sh', command]);
      expect(stdout.trim().split('\n').join(' ')).toBe(expected);
    });
  },
);

describe('an sshd that is told more on its command line than by its configuration', () => {
  let server: SshServer;
  let admin: TestKeyPair;
  let keyPair: TestKeyPair;
  beforeAll(async () => {
    [admin, keyPair] = await Promise.all([makeKeyPair(), makeKeyPair()]);
  });
  afterEach(() => server.stop());

  const start = async (options: string) => {
    server = await startSshServer({ rootPassword, authorizedKeys: { root: `${admin.publicLine}\n` } });
    await server.writeFile('/etc/ssh/second', debianSshdConfig('yes').replace(/^Include.*\n/m, ''));
    const before = (await server.readFile('/etc/default/ssh')).toString();
    await server.writeFile('/etc/default/ssh', before.replace(/'\s*$/, ` ${options}'\n`));
    await server.stopSshd();
    await server.startSshd();
  };
  const change = () => ({ keyPair, formerKeyPair: null, effect: 'reload' }) as const;

  it.each(['-f /etc/ssh/second', '-4f/etc/ssh/second -e', '-e -o Port=99 -f /etc/ssh/second'])(
    'C3: %s is not overlooked: nothing that is written holds, which is said, and no trace is left',
    async (options) => {
      await start(options);
      const before = await snapshot(server, '/');
      const target = await withKey(server, admin);
      expect(await errorOf(provider.bind(target, change(), watch()))).toMatchObject({
        code: 'sshd-config-not-effective',
        details: { rolledBack: true },
      });
      expect(await snapshot(server, '/')).toEqual(before);
      expect((await provider.probe(target, watch())).passwordLogon).toBe('enabled');
      expect(await opensByPassword(server, rootPassword)).toBe(true);
    },
  );

  it.each(['-oPermitRootLogin=yes', '-o PermitRootLogin=yes'])(
    'C3: %s is not overlooked, and beaten by what is for root alone',
    async (options) => {
      await start(options);
      const target = await withKey(server, admin);
      await server.exec("sed -i 's/^PermitRootLogin.*/PermitRootLogin no/' /etc/ssh/sshd_config");
      await server.reload();
      expect((await provider.probe(target, watch())).passwordLogon).toBe('enabled');
      await provider.bind(target, change(), watch());
      expect(await opensByPassword(server, rootPassword)).toBe(false);
      expect(await opensByKey(server, keyPair.privateKey)).toBe(true);
    },
  );

  it('binds where it says nothing of the kind', async () => {
    await start('-oCiphers=aes256-gcm@openssh.com,aes256-ctr -o MaxAuthTries=4 -4');
    const outcome = await provider.bind(await withKey(server, admin), change(), watch());
    expect(outcome).toEqual({ passwordLogon: 'disabled', proven: true, pending: false });
    expect(await opensByKey(server, keyPair.privateKey)).toBe(true);
    expect(await opensByPassword(server, rootPassword)).toBe(false);
  });
});
