import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HostKeysState, unknownHostKeys } from '../../../renderer/servers/host-keys-state.svelte.ts';
import type { JobResult } from '../../../shared/model/job.ts';
import { FakeBridge } from '../../support/fake-bridge.ts';
import { servers } from '../../support/fake-bridge-samples.ts';

let bridge: FakeBridge;

beforeEach(() => {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { latchkey: bridge });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const byId = new Map<string, (typeof servers)[number]>(servers.map((server) => [server.id, server]));

function failed(index: number, code: 'host-key-unknown' | 'host-key-changed'): JobResult {
  const server = servers[index];
  if (!server) throw new Error('no such sample');
  const details = {
    type: 'ssh-ed25519',
    sha256: `SHA256:${index}`,
    knownType: 'ssh-rsa',
    knownSha256: 'SHA256:k',
  };
  return {
    ...{
      serverId: server.id,
      serverName: server.name,
      state: 'failed',
      step: null,
      proven: null,
      drift: null,
    },
    ...{ error: { code, details, step: 'connect' }, startedAt: null, finishedAt: null },
  } as const;
}

const keys = () =>
  unknownHostKeys(
    [failed(0, 'host-key-unknown'), failed(1, 'host-key-changed'), failed(2, 'host-key-unknown')],
    byId,
  );
const accepted = () =>
  bridge.calls.filter(({ channel }) => channel === 'servers:accept-host-key').map(({ request }) => request);

describe('T1: several unknown host keys at once', () => {
  it('never has a changed one among them', () => {
    expect(keys().map(({ server }) => server.name)).toEqual(['web-01', 'web-03']);
  });

  it('accepts those that were ticked and no other, each with the fingerprint that was shown', async () => {
    const review = new HostKeysState(keys());
    expect(review.ticked.size).toBe(0);
    expect(await review.accept()).toEqual([]);
    review.tick(servers[2]?.id as never, true);
    expect(await review.accept()).toEqual([servers[2]?.id]);
    expect(accepted()).toEqual([
      { serverId: servers[2]?.id, hostKey: { type: 'ssh-ed25519', sha256: 'SHA256:2' } },
    ]);
  });

  it('says which one shows another key by now, and pins the rest', async () => {
    const review = new HostKeysState(keys());
    review.tickAll(true);
    expect(review.areAllTicked).toBe(true);
    bridge.refuse('servers:accept-host-key', { code: 'host-key-changed', details: {} });
    expect(await review.accept()).toEqual([servers[2]?.id]);
    expect(review.errors.get(servers[0]?.id as never)).toMatchObject({ code: 'host-key-changed' });
  });

  it('copies the list as it is shown', async () => {
    await new HostKeysState(keys()).copy();
    expect(bridge.calls.at(-1)).toMatchObject({
      channel: 'servers:copy-host-keys',
      request: { shown: [{ sha256: 'SHA256:0' }, { sha256: 'SHA256:2' }] },
    });
  });
});
