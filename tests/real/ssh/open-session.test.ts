import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openSession } from '../../../electron/ssh/open-session.ts';
import { debianSshdConfig } from '../../support/sshd/sshd-config.ts';
import { startSshAgent } from '../../support/sshd/ssh-agent.ts';
import { startSshServer, type SshServer } from '../../support/sshd/ssh-server.ts';
import { byPassword, codeOf, errorOf, makeKey, targetOf, type TestKey } from '../../support/sshd/target.ts';

const { signal } = new AbortController();

async function opens(
  server: SshServer,
  ...args: Parameters<typeof targetOf> extends [unknown, ...infer R] ? R : never
) {
  const session = await openSession(await targetOf(server, ...args), signal);
  const { stdout } = await session.run('id -un');
  await session.close();
  return stdout.toString().trim();
}

function failures(server: SshServer, since: number): number {
  return server
    .log()
    .slice(since)
    .split('\n')
    .filter((line) => line.startsWith('Failed ')).length;
}

describe('a session', () => {
  let server: SshServer;
  const keys: Record<string, TestKey> = {};
  let protectedKey: TestKey;

  beforeAll(async () => {
    for (const type of ['ed25519', 'ecdsa', 'rsa']) keys[type] = await makeKey(type);
    protectedKey = await makeKey('ed25519', 'open sesame');
    server = await startSshServer({
      rootPassword: 'secret',
      users: [{ name: 'alice', password: 'alices' }],
      authorizedKeys: {
        root: [...Object.values(keys), protectedKey].map((key) => key.publicLine).join(''),
        alice: keys['ed25519']?.publicLine ?? '',
      },
    });
  });
  afterAll(() => server.stop());
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it.each(['ed25519', 'ecdsa', 'rsa'])('opens with an %s key', async (type) => {
    expect(await opens(server, keys[type]?.credential ?? '')).toBe('root');
  });

  it('opens with a password, for other accounts too', async () => {
    expect(await opens(server, 'secret')).toBe('root');
    expect(await opens(server, 'alices', { user: 'alice' })).toBe('alice');
  });

  it('opens with a key and its passphrase, and says which of the two is missing', async () => {
    const { privateKey } = protectedKey;
    const kind = 'private-key';
    expect(await opens(server, { kind, privateKey, passphrase: 'open sesame' })).toBe('root');
    expect(await codeOf(opens(server, { kind, privateKey }))).toBe('passphrase-required');
    expect(await codeOf(opens(server, { kind, privateKey, passphrase: 'no' }))).toBe('passphrase-wrong');
    expect(await codeOf(opens(server, { kind, privateKey: 'nonsense' }))).toBe('private-key-invalid');
  });

  it('opens with the SSH agent, and never forwards it', async () => {
    const agent = await startSshAgent();
    vi.stubEnv('SSH_AUTH_SOCK', agent.socket);
    try {
      expect(await codeOf(opens(server, { kind: 'agent' }))).toBe('logon-refused');
      await agent.add({ privateKey: keys['rsa']?.privateKey ?? '' });
      expect(await opens(server, { kind: 'agent' })).toBe('root');
      const session = await openSession(await targetOf(server, { kind: 'agent' }), signal);
      expect((await session.run('printf "%s" "${SSH_AUTH_SOCK-none}"')).stdout.toString()).toBe('none');
      await session.close();
    } finally {
      await agent.stop();
    }
  });

  it('needs an agent that is there', async () => {
    vi.stubEnv('SSH_AUTH_SOCK', '/nowhere/agent');
    expect(await codeOf(opens(server, { kind: 'agent' }))).toBe('agent-unavailable');
  });

  it('T6: a wrong password costs one failed logon, a wrong key one at most', async () => {
    const start = server.log().length;
    expect(await codeOf(opens(server, 'wrong'))).toBe('password-wrong');
    expect(failures(server, start)).toBe(1);
    const stranger = await makeKey();
    expect(await codeOf(opens(server, stranger.credential))).toBe('logon-refused');
    expect(failures(server, start)).toBeLessThanOrEqual(2);
  });

  it('offers one credential a connection, in their order', async () => {
    const start = server.log().length;
    const good = keys['ed25519']?.credential ?? byPassword('');
    const stranger = await makeKey();
    const target = await targetOf(server, '', {
      credentials: [stranger.credential, good, byPassword('unused')],
    });
    await (await openSession(target, signal)).close();
    const log = server.log().slice(start);
    expect(log.match(/^Connection from/gm)).toHaveLength(2);
    expect(log).not.toContain('password');
  });

  it('asks for a credential where there is none', async () => {
    expect(await codeOf(opens(server, '', { credentials: [] }))).toBe('password-required');
  });

  it('knows the address that the server sees, and the name of its software', async () => {
    const session = await openSession(await targetOf(server, 'secret'), signal);
    expect(session.clientAddress).toBe('127.0.0.1');
    expect(session.serverSoftware).toMatch(/^OpenSSH_\d/);
    await session.close();
    await session.close();
    expect(await codeOf(session.run('true'))).toBe('server-connection-lost');
  });

  it('is cancelled at any time, before and after the logon', async () => {
    const before = AbortSignal.abort();
    expect(await codeOf(openSession(await targetOf(server, 'secret'), before))).toBe('cancelled');
    const during = new AbortController();
    const opening = openSession(await targetOf(server, 'secret'), during.signal);
    setTimeout(() => during.abort(), 5);
    expect(await codeOf(opening)).toBe('cancelled');
    const after = new AbortController();
    const session = await openSession(await targetOf(server, 'secret'), after.signal);
    const running = session.run('sleep 30');
    await sleep(50);
    after.abort();
    expect(await codeOf(running)).toBe('cancelled');
  });

  it('ends a run that takes too long or says too much, and goes on', async () => {
    const session = await openSession(await targetOf(server, 'secret'), signal);
    expect(await codeOf(session.run('sleep 30', { timeoutMs: 200 }))).toBe('server-timeout');
    expect(await codeOf(session.run('yes', { maxBytes: 100_000 }))).toBe('server-protocol');
    expect((await session.run('echo on')).stdout.toString()).toBe('on\n');
    await session.close();
  });

  it('tells a script that was killed from one that has ended', async () => {
    const session = await openSession(await targetOf(server, 'secret'), signal);
    expect(await errorOf(session.run('kill -KILL $$'))).toEqual({
      code: 'server-connection-lost',
      details: { signal: 'SIGKILL' },
    });
    await session.close();
  });

  it('notices at once when the machine goes down', async () => {
    const other = await startSshServer({ rootPassword: 'secret' });
    const session = await openSession(await targetOf(other, 'secret'), signal);
    const running = codeOf(session.run('sleep 30'));
    await sleep(50);
    await other.powerOff();
    expect(await running).toBe('server-connection-lost');
    expect(await codeOf(session.run('true'))).toBe('server-connection-lost');
    await session.close();
    expect(await errorOf(opens(other, 'secret'))).toMatchObject({
      code: 'server-unreachable',
      details: { reason: 'ECONNREFUSED' },
    });
    await other.stop();
  });

  it('does not reach a host without a name', async () => {
    const target = await targetOf(server, 'secret', { host: 'no-such-host.invalid' });
    expect(await codeOf(openSession(target, signal))).toBe('server-unreachable');
  });
});

describe('a server that takes passwords interactively alone', () => {
  it('gets the password for its one prompt', async () => {
    const server = await startSshServer({
      rootPassword: 'secret',
      sshdConfig: `PasswordAuthentication no\nKbdInteractiveAuthentication yes\n${debianSshdConfig('yes')}`,
    });
    try {
      expect(await opens(server, 'secret')).toBe('root');
      const start = server.log().length;
      expect(await codeOf(opens(server, 'wrong'))).toBe('password-wrong');
      expect(
        server
          .log()
          .slice(start)
          .match(/Failed keyboard-interactive/g)?.length ?? 0,
      ).toBeLessThanOrEqual(1);
    } finally {
      await server.stop();
    }
  });
});
