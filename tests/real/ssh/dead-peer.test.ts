import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepalive, readyTimeoutMs } from '../../../electron/ssh/connect.ts';
import { openSession } from '../../../electron/ssh/open-session.ts';
import { startSshServer, type SshServer } from '../../support/sshd/ssh-server.ts';
import { codeOf, targetOf } from '../../support/sshd/target.ts';

describe('a dead peer', () => {
  let server: SshServer;
  beforeAll(async () => {
    server = await startSshServer({ rootPassword: 'secret' });
  });
  afterAll(() => server.stop());

  it('T5: the settings leave at most 45 s, and 20 s for a logon', () => {
    const { keepaliveInterval, keepaliveCountMax } = keepalive;
    expect(keepaliveInterval * (keepaliveCountMax + 1)).toBeLessThanOrEqual(45_000);
    expect(readyTimeoutMs).toBeLessThanOrEqual(20_000);
  });

  it('T5: is noticed within 45 s in the middle of a script, and nothing keeps the session open', async () => {
    const session = await openSession(await targetOf(server, 'secret'), new AbortController().signal);
    const running = codeOf(session.run('sleep 300', { timeoutMs: 120_000 }));
    await server.freeze();
    const started = Date.now();
    expect(await running).toBe('server-connection-lost');
    expect(Date.now() - started).toBeLessThan(45_000);
    await session.close();
    await server.thaw();
  });
});
