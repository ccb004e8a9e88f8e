import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CreateKeyPairState } from '../../../renderer/key-pairs/create-key-pair-state.svelte.ts';
import type { RegionView } from '../../../shared/model/region.ts';
import { FakeBridge } from '../../support/fake-bridge.ts';
import { regions } from '../../support/fake-bridge-samples.ts';

const [region] = regions as readonly [RegionView];

let bridge: FakeBridge;

beforeEach(() => {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { latchkey: bridge });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function importForm(): CreateKeyPairState {
  const state = new CreateKeyPairState(region, () => false, 'import');
  state.name = 'laptop';
  return state;
}

describe('what is on the clipboard', () => {
  test('does not come to the page', async () => {
    const state = importForm();
    await state.readKeyClipboard();
    expect(bridge.calls).toEqual([{ channel: 'key-pairs:read-clipboard', request: {} }]);
    expect(state.publicKey).toBe('');
    expect(state.reading.summary?.kind).toBe('locked');
  });

  test('is imported as it was read where it is one public key, though the field is empty', async () => {
    const state = importForm();
    bridge.keyFiles.clipboard = 'ssh-ed25519 AAAA1 from the clipboard';
    await state.readKeyClipboard();
    expect(state.reading.isHeld).toBe(true);
    await state.submit();
    expect(state.publicKeyError).toBeUndefined();
    expect(state.created?.publicKey.comment).toBe('from the clipboard');
  });
});
