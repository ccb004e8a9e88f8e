import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ToastMessage } from '../../../renderer/ui/toast.ts';
import { WindowState } from '../../../renderer/views/window-state.svelte.ts';
import { FakeBridge, type FakeState } from '../../support/fake-bridge.ts';
import { regionId, sampleKeyPair } from '../../support/fake-bridge-samples.ts';

let bridge: FakeBridge;
let told: ToastMessage[];
let stop: () => void;

async function started(state: FakeState = {}): Promise<WindowState> {
  bridge = new FakeBridge(state);
  vi.stubGlobal('window', { latchkey: bridge });
  told = [];
  const app = new WindowState((message) => told.push(message));
  stop = app.listen();
  await app.start();
  return app;
}

afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

describe('the region of the window', () => {
  test('is the first one until another is chosen; its lists are shown, without the former filters and selections', async () => {
    const app = await started();
    app.filter = 'prod';
    app.lists.servers.filter = 'web';
    app.lists.servers.selectedIds = app.servers.servers.map(({ id }) => id);
    await app.regions.create('Berlin', 'ssh');
    await vi.waitFor(() => expect(app.servers.status).toBe('ready'));
    expect(app.region?.name).toBe('Berlin');
    expect(app.keyPairs.keyPairs).toEqual([]);
    expect(app.filter).toBe('');
    expect(app.lists.servers).toMatchObject({ filter: '', selectedIds: [] });
    app.regions.choose(regionId(1));
    await vi.waitFor(() => expect(app.keyPairs.keyPairs).not.toEqual([]));
    expect(app.region?.name).toBe('My servers');
  });

  test('is the first one again when the chosen one is removed', async () => {
    const app = await started();
    await app.regions.create('Berlin', 'ssh');
    const { region } = app;
    if (region) await app.regionActions.remove(region);
    await vi.waitFor(() => expect(app.keyPairs.region?.name).toBe('My servers'));
    expect(told.at(-1)).toMatchObject({ tone: 'success' });
  });

  test('has a new limit as soon as it is set', async () => {
    const app = await started({ keyPairs: [sampleKeyPair(1)] });
    expect(app.keyPairs.isLimitReached).toBe(false);
    await bridge.call('regions:set-limit', { regionId: regionId(1), keyPairLimit: 1 });
    await vi.waitFor(() => expect(app.keyPairs.isLimitReached).toBe(true));
  });
});

describe('the practice region', () => {
  test('is one call away, and is chosen where it is there already', async () => {
    const app = await started({ keyPairs: [], servers: [] });
    expect(app.isFirstStart).toBe(true);
    await app.regionActions.practise();
    expect(app.region?.provider).toBe('practice');
    expect(app.isFirstStart).toBe(false);
    app.regions.choose(regionId(1));
    await app.regionActions.practise();
    expect(app.regions.regions).toHaveLength(2);
    expect(app.region?.provider).toBe('practice');
  });

  test('says why it could not be made', async () => {
    const app = await started();
    bridge.refuse('regions:create', { code: 'disk-full' });
    await app.regionActions.practise();
    expect(told.at(-1)).toMatchObject({ tone: 'danger' });
    expect(app.region?.provider).toBe('ssh');
  });
});
