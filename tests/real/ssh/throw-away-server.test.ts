import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../../electron/ssh/open-session.ts';
import { startSshServer, type SshServer } from '../../support/sshd/ssh-server.ts';
import { targetOf } from '../../support/sshd/target.ts';

const { signal } = new AbortController();

describe('a throw-away server', () => {
  let server: SshServer;
  beforeAll(async () => {
    server = await startSshServer({
      rootPassword: 'secret',
      hostname: 'db-7',
      systemd: true,
      downTimeMs: 200,
    });
  });
  afterAll(() => server.stop());

  it('is a machine of its own, and can not write to the host', async () => {
    expect((await server.exec('hostname')).stdout).toBe('db-7\n');
    expect((await server.exec('touch /usr/written /etc/written')).code).not.toBe(0);
    await server.writeFile('/root/note', 'here');
    expect((await server.exec('cat /root/note')).stdout).toBe('here');
    expect(existsSync('/root/note')).toBe(false);
  });

  it('has a configuration that sshd accepts, and shows what holds for root', async () => {
    const { stdout } = await server.exec('sshd -t && sshd -T -C user=root,host=x,addr=127.0.0.1');
    expect(stdout).toContain('permitrootlogin yes');
  });

  it('keeps open sessions while the service stops, starts and reloads', async () => {
    const session = await openSession(await targetOf(server, 'secret'), signal);
    await server.stopSshd();
    expect((await session.run('echo still here')).stdout.toString()).toBe('still here\n');
    await server.startSshd();
    await server.untilListeningAfter(() => session.run('service ssh reload'));
    await server.untilListeningAfter(() => session.run('systemctl reload ssh'));
    expect((await session.run('systemctl is-active ssh')).stdout.toString()).toBe('active\n');
    await server.reload();
    await (await openSession(await targetOf(server, 'secret'), signal)).close();
    await session.close();
  });

  it('restarts when it is told to from inside, with its files kept', async () => {
    const session = await openSession(await targetOf(server, 'secret'), signal);
    const boots = server.boots;
    await server.writeFile('/root/note', 'kept');
    await server.untilListeningAfter(async () => {
      expect((await session.run('shutdown -r now')).code).toBe(0);
    });
    expect(server.boots).toBe(boots + 1);
    await session.close();
    const again = await openSession(await targetOf(server, 'secret'), signal);
    expect((await again.run('cat /root/note')).stdout.toString()).toBe('kept');
    await again.close();
  });

  it('leaves nothing behind', async () => {
    const other = await startSshServer();
    await other.stop();
    expect(existsSync(other.root)).toBe(false);
  });

  it('can be many at once', async () => {
    const servers = await Promise.all(
      Array.from({ length: 12 }, () => startSshServer({ rootPassword: 'secret' })),
    );
    expect(new Set(servers.map(({ host, port }) => `${host}:${port}`)).size).toBe(12);
    await Promise.all(servers.map((each) => each.stop()));
  });
});
