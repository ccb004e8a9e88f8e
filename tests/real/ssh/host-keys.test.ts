import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../../electron/ssh/open-session.ts';
import { readHostKey } from '../../../electron/ssh/read-host-key.ts';
import { startSshServer, type SshServer } from '../../support/sshd/ssh-server.ts';
import { codeOf, errorOf, targetOf } from '../../support/sshd/target.ts';

const { signal } = new AbortController();

describe('host keys of a real server', () => {
  let server: SshServer;
  beforeAll(async () => {
    server = await startSshServer({ rootPassword: 'secret', logLevel: 'DEBUG3' });
  });
  afterAll(() => server.stop());

  /** What sshd has logged while something was done. */
  async function logOf(action: () => Promise<unknown>): Promise<string> {
    const before = server.log().length;
    await action();
    return server.log().slice(before);
  }

  it('T1: an unknown host key is shown, and no user name reaches the server', async () => {
    const target = await targetOf(server, 'secret', { user: 'very-private-name', knownHostKeys: [] });
    let refused: unknown;
    const log = await logOf(async () => {
      refused = await errorOf(openSession(target, signal));
    });
    expect(refused).toEqual({
      code: 'host-key-unknown',
      details: {
        host: server.host,
        port: server.port,
        type: 'ssh-ed25519',
        sha256: await server.hostKeyFingerprint(),
      },
    });
    expect(log).toContain('Connection from');
    expect(log).not.toContain('very-private-name');
    expect(log).not.toMatch(/userauth-request|SSH2_MSG_SERVICE_REQUEST received/);
  });

  it('T1: exactly the accepted key opens the way', async () => {
    const shown = await readHostKey(server, signal);
    expect(shown.sha256).toBe(await server.hostKeyFingerprint());
    const target = await targetOf(server, 'secret', { knownHostKeys: [], acceptedHostKey: shown });
    const session = await openSession(target, signal);
    expect(session.hostKey).toEqual(shown);
    await session.close();
    const other = { ...shown, sha256: await server.hostKeyFingerprint('rsa') };
    expect(await codeOf(openSession({ ...target, acceptedHostKey: other }, signal))).toBe('host-key-unknown');
  });

  it('T1: reading a host key sends nothing of the user', async () => {
    const log = await logOf(() => readHostKey(server, signal));
    expect(log).not.toMatch(/userauth-request|SSH2_MSG_SERVICE_REQUEST received/);
  });

  it('T1: a changed key is a hard stop with both fingerprints, accepted or not', async () => {
    const stranger = await startSshServer();
    const known = await stranger.hostKey();
    const knownSha256 = await stranger.hostKeyFingerprint();
    await stranger.stop();
    const sha256 = await server.hostKeyFingerprint();
    const acceptedHostKey = { type: 'ssh-ed25519', sha256 };
    const target = await targetOf(server, 'secret', { knownHostKeys: [known], acceptedHostKey });
    let refused: unknown;
    const log = await logOf(async () => {
      refused = await errorOf(openSession(target, signal));
    });
    expect(refused).toMatchObject({ code: 'host-key-changed', details: { sha256, knownSha256 } });
    expect(log).not.toMatch(/userauth-request/);
  });

  it.each(['rsa', 'ecdsa', 'ed25519'] as const)(
    'T1: a server with several keys shows the known one: %s',
    async (type) => {
      const target = await targetOf(server, 'secret', { knownHostKeys: [await server.hostKey(type)] });
      const session = await openSession(target, signal);
      expect(session.hostKey.sha256).toBe(await server.hostKeyFingerprint(type));
      await session.close();
    },
  );

  it('a revoked key is refused although it is known', async () => {
    const target = await targetOf(server, 'secret', { revokedHostKeys: [await server.hostKey()] });
    expect(await codeOf(openSession(target, signal))).toBe('host-key-revoked');
  });
});
