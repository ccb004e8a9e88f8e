import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSshServer, type SshServer } from '../../../support/sshd/ssh-server.ts';

const extra = '/etc/ssh/sshd_config.d/50-extra.conf';

/** Before a reload sshd is asked for its settings, or else only whether they are sound. */
describe('what sshd says of its settings for one connection', () => {
  let server: SshServer;
  beforeAll(async () => {
    server = await startSshServer({ rootPassword: 'root-pw-1' });
  });
  afterAll(() => server.stop());

  const codes = async () => {
    const test = await server.exec('sshd -t');
    const settings = await server.exec('sshd -T -C user=root,host=h,addr=192.0.2.1,laddr=192.0.2.2,lport=22');
    return [test.code === 0, settings.code === 0];
  };

  it.each([
    ['an unknown keyword', 'Nonsense yes'],
    ['a value that is none', 'PermitRootLogin perhaps'],
    ['an unknown keyword for somebody else', 'Match User nobody\n  Nonsense yes'],
    ['a keyword that no Match may hold', 'Match User nobody\n  Port 2222'],
    ['a cipher that there is not', 'Ciphers none-such'],
    ['a command for keys without a user for it', 'AuthorizedKeysCommand /bin/true'],
  ])('C4: is a refusal wherever its own check refuses: %s', async (_name, text) => {
    await server.writeFile(extra, `${text}\n`);
    expect(await codes()).toEqual([false, false]);
    await server.exec(`rm ${extra}`);
    expect(await codes()).toEqual([true, true]);
  });

  it('C4: is a refusal as well where no host key can be read', async () => {
    await server.exec('mkdir /root/kept && mv /etc/ssh/ssh_host_* /root/kept/');
    expect(await codes()).toEqual([false, false]);
    await server.exec('mv /root/kept/* /etc/ssh/ && rmdir /root/kept');
    expect(await codes()).toEqual([true, true]);
  });
});
