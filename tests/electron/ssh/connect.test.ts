import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import ssh2, { type ConnectConfig } from 'ssh2';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../shared/ipc/result.ts';
import { connect } from '../../../electron/ssh/connect.ts';

const root = join(import.meta.dirname, '../../..');

describe('the one place that makes ssh2 clients', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('T2: is connect.ts alone', () => {
    const files = readdirSync(join(root, 'electron'), { recursive: true, encoding: 'utf8' });
    const makers = files
      .filter((file) => file.endsWith('.ts'))
      .filter((file) => /new (?:ssh2\.)?Client\(/.test(readFileSync(join(root, 'electron', file), 'utf8')));
    expect(makers).toEqual([join('ssh', 'connect.ts')]);
  });

  it('T2: always verifies the host key, never forwards the agent, keeps alive and gives up', async () => {
    const configs: ConnectConfig[] = [];
    vi.spyOn(ssh2.Client.prototype, 'connect').mockImplementation(function (this: ssh2.Client, config) {
      configs.push(config);
      this.emit('error', Object.assign(new Error('enough'), { level: 'client-timeout' }));
      return this;
    });
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const attempt = connect({
      ...{ host: '127.0.0.1', port, user: 'root', wantedHostKeys: [] },
      refuseHostKey: () => undefined,
      nextMethod: () => false,
      refusal: new AppError('logon-refused'),
      signal: new AbortController().signal,
    });
    await expect(attempt).rejects.toThrow('server-timeout');
    expect(configs).toHaveLength(1);
    expect(typeof configs[0]?.hostVerifier).toBe('function');
    expect(configs[0]).toMatchObject({
      agentForward: false,
      keepaliveInterval: 10_000,
      keepaliveCountMax: 3,
    });
    expect(configs[0]?.readyTimeout).toBeLessThanOrEqual(20_000);
    await new Promise((resolve) => server.close(resolve));
  });
});
