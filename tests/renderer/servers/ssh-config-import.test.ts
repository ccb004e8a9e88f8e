import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SshConfigImportState } from '../../../renderer/servers/ssh-config-import.svelte.ts';
import { FakeBridge } from '../../support/fake-bridge.ts';
import { regionId } from '../../support/fake-bridge-samples.ts';

let bridge: FakeBridge;
let state: SshConfigImportState;

beforeEach(() => {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { latchkey: bridge });
  state = new SshConfigImportState(regionId(1));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('taking servers over from the SSH configuration', () => {
  test('ticks whatever can be added', async () => {
    await state.load();
    expect(state.chosen).toEqual(['web-1', 'web-2']);
    expect(state.areAllChosen).toBe(true);
  });

  test('adds what is ticked, as it was listed', async () => {
    await state.load();
    state.choose('web-1', false);
    expect(state.areAllChosen).toBe(false);
    expect(await state.add()).toBe(1);
    const { request } = bridge.calls.findLast(({ channel }) => channel === 'ssh-config:import') ?? {};
    expect(request).toMatchObject({ aliases: ['web-2'], token: 'as listed' });
  });

  test('asks for nothing where nothing is ticked', async () => {
    await state.load();
    state.chooseAll(false);
    expect(await state.add()).toBeUndefined();
    expect(bridge.calls.map(({ channel }) => channel)).not.toContain('ssh-config:import');
  });

  test('shows anew what has changed, and why nothing was added', async () => {
    await state.load();
    bridge.refuse('ssh-config:import', { code: 'ssh-config-changed' });
    expect(await state.add()).toBeUndefined();
    expect(state.error).toMatchObject({ code: 'ssh-config-changed' });
    expect(bridge.calls.filter(({ channel }) => channel === 'ssh-config:list')).toHaveLength(2);
  });

  test('says that it could not be read', async () => {
    bridge.refuse('ssh-config:list', { code: 'ssh-config-invalid' });
    await state.load();
    expect(state.error).toMatchObject({ code: 'ssh-config-invalid' });
    expect(state.selectable).toEqual([]);
  });
});
