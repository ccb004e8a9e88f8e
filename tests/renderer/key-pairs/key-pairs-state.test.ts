import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { KeyPairsState } from '../../../renderer/key-pairs/key-pairs-state.svelte.ts';
import type { RegionView } from '../../../shared/model/region.ts';
import { FakeBridge } from '../../support/fake-bridge.ts';
import { regionId, regions, sampleKeyPair } from '../../support/fake-bridge-samples.ts';

const [region] = regions as readonly [RegionView];

let bridge: FakeBridge;

beforeEach(() => {
  bridge = new FakeBridge({ keyPairs: [sampleKeyPair(1), sampleKeyPair(2)] });
  vi.stubGlobal('window', { latchkey: bridge });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const names = (state: KeyPairsState): string[] => state.keyPairs.map(({ name }) => name);

describe('loading', () => {
  test('shows the key pairs of the region', async () => {
    const state = new KeyPairsState();
    expect(state.status).toBe('loading');
    await state.load(region);
    expect(state.status).toBe('ready');
    expect(names(state)).toEqual(['key-pair-1', 'key-pair-2']);
    expect(state.hasName('key-pair-1')).toBe(true);
    expect(state.hasName('key-pair-3')).toBe(false);
  });

  test('says what went wrong, and can be tried again', async () => {
    const state = new KeyPairsState();
    bridge.refuse('key-pairs:list', { code: 'store-damaged' });
    await state.load(region);
    expect(state.status).toBe('failed');
    expect(state.error).toMatchObject({ code: 'store-damaged' });
    await state.reload();
    expect(state.status).toBe('ready');
    expect(state.error).toBeUndefined();
  });

  test('drops an answer that a newer one has overtaken', async () => {
    const state = new KeyPairsState();
    let answerFirst: (value: unknown) => void = () => undefined;
    const first = new Promise((resolve) => (answerFirst = resolve));
    const later = { ok: true, value: [sampleKeyPair(9)] };
    const call = vi.fn().mockReturnValueOnce(first).mockResolvedValueOnce(later);
    vi.stubGlobal('window', { latchkey: { call, on: bridge.on } });
    const loadingFirst = state.load(region);
    await state.load(region);
    answerFirst({ ok: true, value: [sampleKeyPair(1)] });
    await loadingFirst;
    expect(names(state)).toEqual(['key-pair-9']);
  });
});

describe('following events', () => {
  test('lists again when the region has changed, without the look of loading', async () => {
    const state = new KeyPairsState();
    state.listen();
    await state.load(region);
    bridge.putKeyPair(sampleKeyPair(3));
    expect(state.status).toBe('ready');
    await vi.waitFor(() => expect(names(state)).toContain('key-pair-3'));
  });

  test('leaves the list alone when another region has changed', async () => {
    const state = new KeyPairsState();
    state.listen();
    await state.load(region);
    const before = bridge.calls.length;
    bridge.emit('key-pairs:changed', { regionId: regionId(2) });
    expect(bridge.calls).toHaveLength(before);
  });

  test('stops when asked to', async () => {
    const state = new KeyPairsState();
    const stop = state.listen();
    await state.load(region);
    stop();
    bridge.putKeyPair(sampleKeyPair(3));
    await Promise.resolve();
    expect(names(state)).not.toContain('key-pair-3');
  });
});

describe('the limit', () => {
  test.each([
    [2, true],
    [3, false],
  ])('with 2 key pairs a limit of %i is reached: %s', async (keyPairLimit, isReached) => {
    const state = new KeyPairsState();
    await state.load({ ...region, keyPairLimit });
    expect(state.isLimitReached).toBe(isReached);
  });
});
