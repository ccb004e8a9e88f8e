import { describe, expect, it, vi } from 'vitest';
import { ServerQueue, type QueueLimits } from '../../../electron/console/server-queue.ts';
import { ServerId } from '../../../shared/model/ids.ts';
import type { Server } from '../../../shared/model/server.ts';
import { servers as samples } from '../../support/fake-bridge-samples.ts';

const limits: QueueLimits = { serversAtOnce: 4, atOnceToAddress: 8, slowAfterMs: null };

function serversAt(...hosts: readonly string[]): Server[] {
  const [sample] = samples;
  if (!sample) throw new Error('there are no samples');
  return hosts.map((host, index) => ({
    ...sample,
    host,
    id: ServerId.parse(`00000000-0000-4000-8000-${String(index).padStart(12, '0')}`),
  }));
}

/** Work that waits until it is let go, and counts. */
class Work {
  readonly begun: string[] = [];
  underWay = 0;
  most = 0;
  readonly #ends = new Map<Server, () => void>();

  readonly run = async (server: Server): Promise<void> => {
    this.begun.push(server.host);
    this.underWay += 1;
    this.most = Math.max(this.most, this.underWay);
    await new Promise<void>((resolve) => this.#ends.set(server, resolve));
    this.underWay -= 1;
  };

  async endAll(except: (server: Server) => boolean = () => false): Promise<void> {
    for (;;) {
      const next = [...this.#ends].find(([server]) => !except(server));
      if (!next) return;
      this.#ends.delete(next[0]);
      next[1]();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `web-${String(index)}`);

describe('working through servers', () => {
  it('takes as many at once as it may, in their order, and every one of them', async () => {
    const work = new Work();
    const queue = new ServerQueue(serversAt(...numbered(50)), limits, work.run);
    const ended = queue.run();
    expect(work.begun).toEqual(numbered(4));
    await work.endAll();
    await ended;
    expect(work.begun).toEqual(numbered(50));
    expect(work.most).toBe(4);
  });

  it('ends at once when there is nothing to do', async () => {
    await expect(new ServerQueue([], limits, () => Promise.reject(new Error('never'))).run()).resolves.toBe(
      undefined,
    );
  });

  it('goes to one address eight times at once at most, and to the others meanwhile', async () => {
    const work = new Work();
    const hosts = [...numbered(20).map(() => 'jump.example'), 'other.example', 'JUMP.example'];
    const queue = new ServerQueue(serversAt(...hosts), { ...limits, serversAtOnce: 12 }, work.run);
    const ended = queue.run();
    expect(work.begun.filter((host) => host === 'jump.example')).toHaveLength(8);
    expect(work.begun).toContain('other.example');
    expect(work.begun).not.toContain('JUMP.example');
    await work.endAll();
    await ended;
    expect(work.begun).toHaveLength(22);
  });

  it('lets the next ones begin while several do not answer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const work = new Work();
    const hosts = [...numbered(4).map((name) => `dead-${name}`), ...numbered(20)];
    const queue = new ServerQueue(serversAt(...hosts), { ...limits, slowAfterMs: 5000 }, work.run);
    const ended = queue.run();
    await work.endAll(({ host }) => host.startsWith('dead'));
    expect(work.begun).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(5000);
    await work.endAll(({ host }) => host.startsWith('dead'));
    expect(work.begun).toHaveLength(24);
    vi.useRealTimers();
    await work.endAll();
    await ended;
  });

  it('has a limit for slow ones too', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const work = new Work();
    const queue = new ServerQueue(serversAt(...numbered(100)), { ...limits, slowAfterMs: 5000 }, work.run);
    void queue.run();
    for (let round = 0; round < 20; round += 1) await vi.advanceTimersByTimeAsync(5000);
    vi.useRealTimers();
    expect(work.most).toBe(16);
  });

  it('hands back what was waiting when it is cleared, and ends with what is under way', async () => {
    const work = new Work();
    const queue = new ServerQueue(serversAt(...numbered(10)), limits, work.run);
    const ended = queue.run();
    expect(queue.clear().map(({ host }) => host)).toEqual(numbered(10).slice(4));
    await work.endAll();
    await ended;
    expect(work.begun).toHaveLength(4);
  });
});
