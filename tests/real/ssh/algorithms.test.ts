import { describe, expect, it } from 'vitest';
import { wireString } from '../../../electron/keys/wire.ts';
import { openSession } from '../../../electron/ssh/open-session.ts';
import { speakBytes, startHostileServer } from '../../support/sshd/hostile-server.ts';
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

  it('T3: without protection of the handshake against dropped packets is refused, named so', async () => {
    const server = await startHostileServer(speakBytes((socket) => socket.write(unprotectedOffer)));
    const refused = await errorOf(openSession(server.target, signal));
    await server.stop();
    expect(refused).toMatchObject({
      code: 'server-algorithms-refused',
      details: { reason: 'strictKeyExchange', offered: ['curve25519-sha256'] },
    });
  });
});

/** What a server before OpenSSH 9.6 says: all algorithms are good, `kex-strict-s-v00@openssh.com` is missing. */
const unprotectedOffer = Buffer.concat([Buffer.from('SSH-2.0-OpenSSH_8.2p1\r\n'), kexInit()]);

function kexInit(): Buffer {
  const lists = [
    'curve25519-sha256',
    'ssh-ed25519',
    ...twice('aes256-gcm@openssh.com'),
    ...twice('hmac-sha2-256'),
  ];
  const names = [...lists, ...twice('none'), ...twice('')].map(wireString);
  const payload = Buffer.concat([Buffer.from([20]), Buffer.alloc(16), ...names, Buffer.alloc(5)]);
  const padding = 16 - ((payload.length + 5) % 8);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(payload.length + padding + 1);
  head[4] = padding;
  return Buffer.concat([head, payload, Buffer.alloc(padding)]);
}

function twice(name: string): string[] {
  return [name, name];
}
