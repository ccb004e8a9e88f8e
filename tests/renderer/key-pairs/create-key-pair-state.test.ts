import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CreateKeyPairState } from '../../../renderer/key-pairs/create-key-pair-state.svelte.ts';
import { texts } from '../../../shared/texts/texts.ts';
import type { Response } from '../../../shared/ipc/contract.ts';
import type { RegionView } from '../../../shared/model/region.ts';
import { FakeBridge } from '../../support/fake-bridge.ts';
import { regions } from '../../support/fake-bridge-samples.ts';

const [region] = regions as readonly [RegionView];

let bridge: FakeBridge;

beforeEach(() => {
  vi.useFakeTimers();
  bridge = new FakeBridge();
  vi.stubGlobal('window', { latchkey: bridge });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function form(): CreateKeyPairState {
  return new CreateKeyPairState(region, (name) => name === 'staging');
}

const channels = (): string[] => bridge.calls.map(({ channel }) => channel);

describe('generating', () => {
  test('makes RSA 2048 when nothing else is chosen, and shows where the file is', async () => {
    const state = form();
    state.name = 'laptop';
    await state.submit();
    expect(bridge.calls).toMatchObject([
      { channel: 'key-pairs:create', request: { name: 'laptop', spec: { type: 'rsa', bits: 2048 } } },
    ]);
    expect(state.created?.name).toBe('laptop');
    expect(state.download).toEqual({ state: 'saved', path: '/home/anna/Downloads/laptop.pem' });
  });

  test('says of no name that it is taken while it makes a key pair of that name itself', async () => {
    // The list hears of it before the answer is there.
    let isListed = false;
    const state = Object.assign(new CreateKeyPairState(region, () => isListed), { name: 'laptop' });
    const submitted = state.submit();
    isListed = true;
    expect([state.isBusy, state.nameError]).toEqual([true, undefined]);
    await submitted;
  });

  test('has what will be asked for prepared, and forgotten when it is not', async () => {
    const state = form();
    state.prepare();
    state.specIndex = '1';
    state.prepare();
    state.mode = 'import';
    state.prepare();
    state.forgetPrepared();
    await Promise.resolve();
    expect(bridge.calls.map(({ request }) => request)).toMatchObject([
      { spec: { type: 'rsa', bits: 2048 } },
      { spec: { type: 'rsa', bits: 3072 } },
      { spec: null },
      { spec: null },
    ]);
  });

  test('makes the kind that was chosen under Advanced', async () => {
    const state = form();
    state.name = 'laptop';
    state.specIndex = '3';
    await state.submit();
    expect(bridge.calls[0]?.request).toMatchObject({ spec: { type: 'ed25519' } });
  });

  test('sends nothing while the name is wrong, and says what is wrong', async () => {
    const state = form();
    await state.submit();
    expect(state.nameError).toBe(texts.keyPairs.nameMissing);
    state.name = 'staging';
    await state.submit();
    expect(state.nameError).toBe(texts.keyPairs.nameTaken);
    expect(channels()).toEqual([]);
  });

  test('a name that only the main process knows to be taken is told at the field', async () => {
    const state = form();
    state.name = 'laptop';
    bridge.refuse('key-pairs:create', { code: 'key-pair-name-taken', details: { name: 'laptop' } });
    await state.submit();
    expect(state.nameError).toBe(texts.keyPairs.nameTaken);
    expect(state.error).toBeUndefined();
    state.name = 'laptop-2';
    expect(state.nameError).toBeUndefined();
  });

  test('another refusal is shown and can be tried again', async () => {
    const state = form();
    state.name = 'laptop';
    bridge.refuse('key-pairs:create', { code: 'keychain-locked' });
    await state.submit();
    expect(state.error).toMatchObject({ code: 'keychain-locked' });
    expect(state.isBusy).toBe(false);
    await state.submit();
    expect(state.error).toBeUndefined();
    expect(state.created).toBeDefined();
  });
});

describe('the one download', () => {
  async function unsaved(): Promise<CreateKeyPairState> {
    const call = bridge.call;
    const failing = async (...request: Parameters<typeof call>): Promise<unknown> => {
      const result = await call(...request);
      if (request[0] !== 'key-pairs:create' || !result.ok) return result;
      bridge.keyPairs = bridge.keyPairs.map((keyPair) =>
        keyPair.name === 'laptop' ? { ...keyPair, download: 'available' as const } : keyPair,
      );
      const value = result.value as Response<'key-pairs:create'>;
      return {
        ok: true,
        value: { ...value, download: { saved: false, code: 'disk-full', details: { folder: '/full' } } },
      };
    };
    vi.stubGlobal('window', { latchkey: { call: failing, on: bridge.on } });
    const state = form();
    state.name = 'laptop';
    await state.submit();
    return state;
  }

  test('a failed save keeps the reason, and the key pair is there all the same', async () => {
    const state = await unsaved();
    expect(state.created?.name).toBe('laptop');
    expect(state.download).toMatchObject({
      state: 'not-saved',
      error: { code: 'disk-full', details: { folder: '/full' } },
    });
  });

  test('can be saved afterwards', async () => {
    const state = await unsaved();
    await state.save();
    expect(state.download).toEqual({ state: 'saved', path: '/home/anna/Downloads/laptop.pem' });
  });

  test('a save that was called off can be tried again', async () => {
    const state = await unsaved();
    bridge.refuse('key-pairs:download', { code: 'download-cancelled' });
    await state.save();
    expect(state.download).toMatchObject({ state: 'not-saved', error: { code: 'download-cancelled' } });
    await state.save();
    expect(state.download.state).toBe('saved');
  });
});
