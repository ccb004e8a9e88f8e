import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { texts } from '../../../shared/texts/texts.ts';
import { PaletteState } from '../../../renderer/views/palette-state.svelte.ts';
import { WindowState } from '../../../renderer/views/window-state.svelte.ts';
import { MenuCommand } from '../../../shared/model/menu-command.ts';
import type { RegionView } from '../../../shared/model/region.ts';
import { FakeBridge } from '../../support/fake-bridge.ts';
import {
  driftOf,
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
let told: readonly string[];

beforeEach(async () => {
  bridge = new FakeBridge({
    regions: [...regions, lab],
    keyPairs: [...keyPairs, labKeyPair],
    servers: [...servers, labServer],
  });
  vi.stubGlobal('window', { latchkey: bridge });
  told = [];
  app = new WindowState(({ title }) => (told = [...told, title]));
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
    palette.showNext(labKeyPair.id);
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

  test('finds the actions of rows by name, and then asks of which row', async () => {
    expect(find('')).not.toContain('Attach Server');
    expect(find('attach ser')[0]).toBe('Attach Server');
    const [action] = palette.groups.flatMap(({ items }) => items);
    expect(palette.leadsOn(action?.id ?? '')).toBe(true);
    palette.showNext(action?.id ?? '');
    expect(palette.title).toBe('Attach Server');
    expect(find('').toSorted()).toEqual([...keyPairs, labKeyPair].map(({ name }) => name).toSorted());
    expect(find('lab')).toEqual(['lab-key']);
    expect(palette.leadsOn(labKeyPair.id)).toBe(false);
    await palette.choose(labKeyPair.id);
    expect(app.region?.name).toBe('Lab');
    expect(app.serverActions.dialog).toMatchObject({ kind: 'attach-server', keyPair: { id: labKeyPair.id } });
  });

  test('of an action’s rows, those that it can’t be done with come last and say why', () => {
    find('detach server');
    palette.showNext(palette.groups.flatMap(({ items }) => items)[0]?.id ?? '');
    const shown = () => palette.groups.flatMap(({ items }) => items.map((item) => item.disabledReason));
    palette.query = '';
    expect(shown()[0]).toBeUndefined();
    expect(shown().at(-1)).toBe('It is bound to no server.');
    palette.back();
    expect(find('finish what')).toEqual(['Finish What Is Pending']);
    palette.showNext(palette.groups.flatMap(({ items }) => items)[0]?.id ?? '');
    expect(find('').toSorted()).toEqual(['staging-01', 'web-03']);
  });

  test('finds an action of one row by words of both their names, in any order', async () => {
    for (const query of ['attach web-01', 'WEB-01 key attach'])
      expect(find(query)).toEqual(['Attach Key Pair: web-01']);
    expect(find('attach lab')).toEqual(['Attach Server: lab-key', 'Attach Key Pair: lab-server']);
    expect(find('attach web-01 nothing')).toEqual([]);
    find('attach lab');
    const [onKeyPair] = palette.groups.flatMap(({ items }) => items);
    expect(onKeyPair?.detail).toBe('Lab');
    expect(palette.leadsOn(onKeyPair?.id ?? '')).toBe(false);
    await palette.choose(onKeyPair?.id ?? '');
    expect(app.region?.name).toBe('Lab');
    expect(app.serverActions.dialog).toMatchObject({ kind: 'attach-server', keyPair: { id: labKeyPair.id } });
  });

  test('of an action and a name it says why it can’t be done now', () => {
    find('restart backup');
    expect(palette.groups.flatMap(({ items }) => items)).toMatchObject([
      { label: 'Restart: backup', disabledReason: 'It is stopped.' },
    ]);
    expect(find('finish backup')).toEqual([]);
  });

  test('finds what only some servers offer, wherever these are', async () => {
    const drifted = sampleServer(73, { name: 'drifted' });
    bridge.servers = [...servers, { ...drifted, drift: { ...driftOf(drifted), binding: 'line-missing' } }];
    await app.servers.reload();
    expect(find('repair drifted')).toEqual([`${texts.drift.repair}: drifted`]);
  });

  test('says so where what was found can’t be done any more when its region is read', async () => {
    find('restart lab-server');
    const [restart] = palette.groups.flatMap(({ items }) => items);
    expect(restart).toMatchObject({ label: 'Restart: lab-server', disabledReason: undefined });
    bridge.servers = [{ ...labServer, status: 'stopped' }];
    await palette.choose(restart?.id ?? '');
    expect(app.region?.name).toBe('Lab');
    expect(app.serverActions.dialog).toBeUndefined();
    expect(told).toEqual(['It is stopped.']);
  });

  test('lists no action for each row while the words are those of actions alone, or of names alone', () => {
    expect(find('attach key pair').some((label) => label.includes(':'))).toBe(false);
    expect(find('web 01').some((label) => label.includes(':'))).toBe(false);
  });

  test('shows few actions of rows and counts the others, the best name first, also of 10,000 servers', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      sampleServer(index + 1, { name: `node-${index + 1}`, boundKeyPairId: null }),
    );
    vi.stubGlobal('window', { latchkey: new FakeBridge({ servers: many }) });
    app = new WindowState(() => undefined);
    await app.start();
    palette = new PaletteState(app);
    const found = find('attach node-77');
    expect(found[0]).toBe('Attach Key Pair: node-77');
    expect(found).toHaveLength(8);
    const [, , actions] = palette.groups;
    expect(actions?.more).toBe(111 - 8);
    expect(find('node restart')).toHaveLength(8);
  });

  test('has what is done with all servers, at once', async () => {
    await palette.choose('refresh-all');
    await palette.choose('check-all');
    const channels = bridge.calls.map(({ channel }) => channel);
    expect(channels).toEqual(expect.arrayContaining(['servers:refresh-several', 'servers:inspect']));
    await palette.choose('import-ssh-config');
    expect(app.serverActions.dialog).toEqual({ kind: 'import' });
    expect(find('import')).toEqual(expect.arrayContaining(['Import Key Pair', 'Import from SSH Config']));
  });

  test('has every command of the native menu that leads somewhere else', () => {
    const labels = find('');
    const unlisted = ['search-everything', 'open-preferences'];
    const wanted = MenuCommand.options.filter((id) => !unlisted.includes(id));
    expect(labels).toEqual(expect.arrayContaining(wanted.map((id) => texts.palette.commands[id])));
    expect(labels).toEqual(
      expect.arrayContaining(['New Region', 'Copy Diagnostics', 'Export Activity as CSV']),
    );
  });

  test('creates a region, exports the activity and copies the diagnostics from anywhere', async () => {
    await palette.choose('new-region');
    expect(app.regionActions.dialog).toEqual({ kind: 'create' });
    await palette.choose('export-activity-csv');
    expect(app.section).toBe('activity');
    await palette.choose('copy-diagnostics');
    await vi.waitFor(() =>
      expect(told).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/actions exported to .*\.csv$/),
          'The diagnostics are on the clipboard',
        ]),
      ),
    );
  });

  test('says why a list can’t be filtered where there is none', () => {
    app.show('settings');
    find('filter the');
    const [filter] = palette.groups.flatMap(({ items }) => items);
    expect(filter?.disabledReason).toBe('There is no list here to filter.');
  });

  test('names the regions that could not be read, and finds the rest', async () => {
    bridge.refuse('servers:list', { code: 'store-read-only' });
    await palette.load();
    expect(palette.unread).toContain('Lab');
    expect(find('lab-key')).toEqual([]);
    expect(find(keyPairs[0]?.name ?? '')).toContain(keyPairs[0]?.name);
  });
});
