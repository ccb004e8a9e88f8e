import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../../electron/ssh/open-session.ts';
import { proveLogon } from '../../../electron/ssh/prove-logon.ts';
import { startSshServer, type SshServer } from '../../support/sshd/ssh-server.ts';
import { byPassword, codeOf, errorOf, makeKey, targetOf, type TestKey } from '../../support/sshd/target.ts';

const { signal } = new AbortController();

describe('the proof of a logon', () => {
  let server: SshServer;
  let key: TestKey;
  let stranger: TestKey;
  beforeAll(async () => {
    [key, stranger] = await Promise.all([makeKey(), makeKey()]);
    server = await startSshServer({
      rootPassword: 'secret',
      authorizedKeys: { root: key.publicLine },
      users: [{ name: 'sftp', password: 'secret', shell: '/usr/sbin/nologin' }],
    });
  });
  afterAll(() => server.stop());

  async function prove(credential = key.credential, user = 'root') {
    return proveLogon(await targetOf(server, 'secret', { user }), credential, signal);
  }

  async function proveWith(line: string) {
    await server.writeFile('/root/.ssh/authorized_keys', line);
    return errorOf(prove());
  }

  it('C2: holds for a key that logs on', async () => {
    expect(await prove()).toBe(true);
  });

  it('C2: fails for a wrong key although the password is known, and offers nothing but the key', async () => {
    const before = server.log().length;
    expect(await prove(stranger.credential)).toBe(false);
    const log = server.log().slice(before);
    expect(log).not.toMatch(/password|keyboard-interactive|Accepted/);
    expect(log.match(/^Connection from/gm)).toHaveLength(1);
  });

  it('C8: goes over a connection of its own while another one stays open', async () => {
    const session = await openSession(await targetOf(server, 'secret'), signal);
    const before = server.log().length;
    expect(await prove()).toBe(true);
    expect(server.log().slice(before)).toMatch(/Connection from[\s\S]*Accepted publickey for root/);
    expect((await session.run('echo still here')).stdout.toString()).toBe('still here\n');
    await session.close();
  });

  it('C10: tells whether a password is accepted', async () => {
    expect(await prove(byPassword('secret'))).toBe(true);
    expect(await prove(byPassword('wrong'))).toBe(false);
  });

  it.each([
    ['a fixed text', 'echo Please log in as ubuntu; exit 142'],
    ['an echo of the command', 'echo \\"$SSH_ORIGINAL_COMMAND\\"'],
    ['its words one by one', 'for w in $SSH_ORIGINAL_COMMAND; do echo $w; done'],
    ['nothing', 'true'],
  ])(
    'C2: does not hold for a key that is forced to a command that answers with %s',
    async (_what, command) => {
      const proof = await proveWith(`command="${command}" ${key.publicLine}`);
      expect(proof).toMatchObject({ code: 'server-no-shell' });
    },
  );

  it('A5: the first line of the key decides, so a restricted copy above ours defeats it', async () => {
    const copy = `no-pty,command="echo no" ${key.publicLine}`;
    expect((await proveWith(`${copy}${key.publicLine}`)).code).toBe('server-no-shell');
    expect((await proveWith(`from="10.9.8.7" ${key.publicLine}`)).code).toBe('no error');
    expect(await prove()).toBe(false);
    expect((await proveWith(key.publicLine)).code).toBe('no error');
  });

  it('names an account without a shell, and the software of its server', async () => {
    const refused = await errorOf(prove(byPassword('secret'), 'sftp'));
    expect(refused).toMatchObject({ code: 'server-no-shell', details: { code: 1 } });
    expect(JSON.stringify(refused.details)).toContain('OpenSSH_');
  });

  it('names a server that serves files alone', async () => {
    const other = await startSshServer({
      rootPassword: 'secret',
      dropIns: { 'sftp.conf': 'ForceCommand internal-sftp\n' },
    });
    const target = await targetOf(other, 'secret');
    const refused = await codeOf(proveLogon(target, byPassword('secret'), signal));
    await other.stop();
    expect(['server-no-shell', 'server-timeout']).toContain(refused);
  });

  it('is an error, not a refusal, where the server is not the known one or not there', async () => {
    const target = await targetOf(server, 'secret', { knownHostKeys: [] });
    expect(await codeOf(proveLogon(target, key.credential, signal))).toBe('host-key-unknown');
    const nowhere = { ...target, port: 1 };
    expect(await codeOf(proveLogon(nowhere, key.credential, signal))).toBe('server-unreachable');
  });
});
