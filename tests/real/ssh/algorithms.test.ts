import { describe, expect, it } from 'vitest';
import { openSession } from '../../../electron/ssh/open-session.ts';
import { debianSshdConfig } from '../../support/sshd/sshd-config.ts';
import { startSshServer, type SshServerOptions } from '../../support/sshd/ssh-server.ts';
import { errorOf, targetOf } from '../../support/sshd/target.ts';

const { signal } = new AbortController();

async function logOnTo(options: SshServerOptions, hostKey: 'ed25519' | 'rsa' = 'ed25519') {
  const server = await startSshServer({ rootPassword: 'secret', logLevel: 'DEBUG1', ...options });
  try {
    const target = await targetOf(server, 'secret', { knownHostKeys: [await server.hostKey(hostKey)] });
    const outcome = await errorOf(openSession(target, signal).then((session) => session.close()));
    return { ...outcome, log: server.log() };
  } finally {
    await server.stop();
  }
}

describe('a server with nothing but old algorithms', () => {
  it.each([
    ['keyExchange', 'KexAlgorithms diffie-hellman-group1-sha1', 'diffie-hellman-group1-sha1'],
    ['keyExchange', 'KexAlgorithms diffie-hellman-group14-sha1', 'diffie-hellman-group14-sha1'],
    ['cipher', 'Ciphers aes128-cbc,aes256-cbc,3des-cbc', 'aes256-cbc'],
    ['hostKey', 'HostKeyAlgorithms ssh-rsa', 'ssh-rsa'],
  ])('T3: is refused for its %s: %s', async (reason, line, offered) => {
    const { code, details, log } = await logOnTo(
      { sshdConfig: `${line}\n${debianSshdConfig('yes')}` },
      'rsa',
    );
    expect(code).toBe('server-algorithms-refused');
    expect(details).toMatchObject({ reason, offered: expect.arrayContaining([offered]) as unknown });
    expect(log).not.toContain('userauth-request');
  });

  it('T3: with an RSA key and SHA-2 signatures is taken', async () => {
    expect((await logOnTo({ hostKeyTypes: ['rsa'] }, 'rsa')).code).toBe('no error');
  });
});
