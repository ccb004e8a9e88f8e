import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PaletteState } from '../../../renderer/views/palette-state.svelte.ts';
import { WindowState } from '../../../renderer/views/window-state.svelte.ts';
import type { RegionView } from '../../../shared/model/region.ts';
import { FakeBridge } from '../../support/fake-bridge.ts';
import {
  keyPairs,
  regions,
  sampleKeyPair,
  sampleServer,
  servers,
} from '../../support/fake-bridge-samples.ts';

const [home] = regions;
const lab = { ...home, id: '00000000-0000-4000-8000-0000000000aa', name: 'Lab' } as RegionView;
const labKeyPair = sampleKeyPair(71, { regionId: lab.id, name: 'lab-key', boundServerIds: [] });
const labServer = sampleServer(72, { regionId: lab.id, name: 'lab-server', boundKeyPairId: null });

let bridge: FakeBridge;
let app: WindowState;
let palette: PaletteState;

beforeEach(async () => {
  bridge = new FakeBridge({
    regions: [...regions, lab],
    keyPairs: [...keyPairs, labKeyPair],
    servers: [...servers, labServer],
  });
  vi.stubGlobal('window', { latchkey: bridge });
  app = new WindowState(() => undefined);
  await app.start();
  palette = new PaletteState(app);
  await palette.load();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function find(query: string): readonly string[] {
  palette.query = query;
  return palette.groups.flatMap(({ items }) => items.map(({ label }) => label));
}

describe('the search over everything', () => {
  test('finds key pairs, servers and actions of all regions', () => {
    expect(find('lab')).toEqual(expect.arrayContaining(['lab-key', 'lab-server', 'Switch to “Lab”']));
    expect(find('theme').toSorted()).toEqual(['Theme: As the System', 'Theme: Dark', 'Theme: Light']);
    expect(find(servers[0]?.host ?? '')).toContain(servers[0]?.name);
    expect(find('nothing is called so')).toEqual([]);
  });

  test('goes to the region of what was chosen, and asks its list for the row', async () => {
    app.filter = 'hidden';
    await palette.choose(labServer.id);
    expect(app.region?.name).toBe('Lab');
    expect([app.section, app.filter, app.reveal]).toEqual(['servers', '', labServer.id]);
    expect(app.servers.servers.map(({ id }) => id)).toEqual([labServer.id]);
  });

  test('does with a key pair of another region what is chosen, in that region', async () => {
    palette.showActions(labKeyPair.id);
    expect(find('')).toContain('Attach Server');
    await palette.choose('attach');
    expect(app.region?.name).toBe('Lab');
    expect(app.serverActions.dialog).toMatchObject({ kind: 'attach-server', keyPair: { id: labKeyPair.id } });
  });

  test('carries out an action', async () => {
    await palette.choose('theme-dark');
    await vi.waitFor(() => expect(app.settings.values.theme).toBe('dark'));
    await palette.choose('add-server');
    expect(app.serverActions.dialog).toEqual({ kind: 'add' });
    await palette.choose('import-key-pair');
    expect(app.keyPairActions.dialog).toEqual({ kind: 'create', mode: 'import' });
  });

  test('names the regions that could not be read, and finds the rest', async () => {
    bridge.refuse('servers:list', { code: 'store-read-only' });
    await palette.load();
    expect(palette.unread).toContain('Lab');
    expect(find('lab-key')).toEqual([]);
    expect(find(keyPairs[0]?.name ?? '')).toContain(keyPairs[0]?.name);
  });
});
