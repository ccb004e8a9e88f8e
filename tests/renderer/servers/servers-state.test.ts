import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import fc from 'fast-check';
import { mergeServers } from '../../../renderer/servers/merge-servers.ts';
import { ServersState } from '../../../renderer/servers/servers-state.svelte.ts';
import { FakeBridge } from '../../support/fake-bridge.ts';
import { regionId, sampleServer, serverId } from '../../support/fake-bridge-samples.ts';

const region = regionId(1);
const elsewhere = regionId(2);

let bridge: FakeBridge;

function start(servers = [sampleServer(1), sampleServer(2)]): ServersState {
  bridge = new FakeBridge({ servers });
  vi.stubGlobal('window', { latchkey: bridge });
  const state = new ServersState();
  state.listen();
  return state;
}

const names = (state: ServersState): string[] => state.servers.map(({ name }) => name);

beforeEach(() => {
  bridge = new FakeBridge();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('loading', () => {
  test('shows the servers of the region', async () => {
    const state = start();
    await state.load(region);
    expect(state.status).toBe('ready');
    expect(names(state)).toEqual(['web-1', 'web-2']);
  });

  test('says what went wrong, and can be tried again', async () => {
    const state = start();
    bridge.refuse('servers:list', { code: 'store-damaged' });
    await state.load(region);
    expect(state.status).toBe('failed');
    expect(state.error).toMatchObject({ code: 'store-damaged' });
    await state.reload();
    expect(state.status).toBe('ready');
  });

  test('a change that is told while the list is on its way is not lost', async () => {
    const state = start();
    const loading = state.load(region);
    bridge.emit('servers:changed', {
      regionId: region,
      servers: [sampleServer(2, { name: 'renamed' }), sampleServer(3)],
      removedIds: [serverId(1)],
    });
    await loading;
    expect(names(state)).toEqual(['renamed', 'web-3']);
  });

  test('the late answer for a region that was left is dropped', async () => {
    const state = start();
    const first = state.load(region);
    const second = state.load(elsewhere);
    await Promise.all([first, second]);
    expect(names(state)).toEqual([]);
    expect(state.status).toBe('ready');
  });

  test('loading the same region again keeps the rows in the meantime', async () => {
    const state = start();
    await state.load(region);
    const again = state.reload();
    expect(names(state)).toEqual(['web-1', 'web-2']);
    await again;
  });
});

describe('a change', () => {
  test('replaces known servers where they are and adds new ones at the end', async () => {
    const state = start();
    await state.load(region);
    bridge.putServer(sampleServer(1, { status: 'stopped' }));
    bridge.putServer(sampleServer(3));
    expect(state.servers.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'web-1 stopped',
      'web-2 running',
      'web-3 running',
    ]);
  });

  test('of another region is none of ours', async () => {
    const state = start();
    await state.load(region);
    bridge.putServer(sampleServer(9, { regionId: elsewhere }));
    expect(names(state)).toEqual(['web-1', 'web-2']);
  });

  test('is no longer heard once listening has ended', async () => {
    bridge = new FakeBridge({ servers: [sampleServer(1)] });
    vi.stubGlobal('window', { latchkey: bridge });
    const state = new ServersState();
    const end = state.listen();
    await state.load(region);
    end();
    bridge.putServer(sampleServer(2));
    expect(names(state)).toEqual(['web-1']);
  });
});

test('merging gives what a dictionary would give: the latest record of each id, without the removed ones', () => {
  const number = fc.integer({ min: 1, max: 8 });
  const server = fc.record({ number, name: fc.string() });
  const change = fc.record({ servers: fc.array(server), removed: fc.array(number) });
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      const expected = new Map<string, string>();
      let merged = mergeServers([], { servers: [], removedIds: [] });
      for (const { servers, removed } of changes) {
        const records = servers.map(({ number: id, name }) => sampleServer(id, { name }));
        const removedIds = removed.map(serverId);
        merged = mergeServers(merged, { servers: records, removedIds });
        for (const { id, name } of records) expected.set(id, name);
        for (const id of removedIds) expected.delete(id);
      }
      expect(merged.map(({ id, name }) => [id, name])).toEqual([...expected]);
    }),
  );
});
