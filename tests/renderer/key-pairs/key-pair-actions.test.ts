import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { KeyPairActions } from '../../../renderer/key-pairs/key-pair-actions.svelte.ts';
import { inlineActions, menuActions } from '../../../renderer/key-pairs/key-pair-row-actions.ts';
import { texts } from '../../../shared/texts/texts.ts';
import type { ToastMessage } from '../../../renderer/ui/toast.ts';
import { FakeBridge } from '../../support/fake-bridge.ts';
import { sampleKeyPair, serverId } from '../../support/fake-bridge-samples.ts';

const keyPair = sampleKeyPair(1, { download: 'available' });

let bridge: FakeBridge;
let told: ToastMessage[];
let actions: KeyPairActions;

beforeEach(() => {
  bridge = new FakeBridge({ keyPairs: [keyPair] });
  vi.stubGlobal('window', { latchkey: bridge });
  told = [];
  actions = new KeyPairActions((message) => told.push(message));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const servers = {
  attach: () => undefined,
  detach: () => undefined,
  sshConfig: () => undefined,
  whyNotSshConfig: () => undefined,
};

describe('the actions of a row', () => {
  test('begin with the three of the console', () => {
    const labels = inlineActions(keyPair, servers, actions).map(({ label }) => label);
    expect(labels).toEqual(['Attach Server', 'Detach Server', 'Delete']);
  });

  test('Detach Server says why there is nothing to detach', () => {
    const reasonOf = (bound: boolean): string | undefined => {
      const row = { ...keyPair, boundServerIds: bound ? [serverId(1)] : [] };
      return inlineActions(row, servers, actions).find(({ id }) => id === 'detach')?.disabledReason;
    };
    expect(reasonOf(false)).toBe(texts.keyPairs.disabled.notBound);
    expect(reasonOf(true)).toBeUndefined();
  });

  test('in a practice region there is no SSH configuration to write, and the reason is said', () => {
    const practice = { ...servers, whyNotSshConfig: () => texts.servers.disabled.unreachable };
    const all = menuActions(keyPair, practice, actions).flat();
    expect(all.find(({ id }) => id === 'ssh-config')?.disabledReason).toMatch(/Practice servers/);
  });

  test('offer the download only while it is unused', () => {
    const offers = (download: (typeof keyPair)['download']): boolean =>
      menuActions({ ...keyPair, download }, servers, actions)
        .flat()
        .some(({ id }) => id === 'download');
    expect(offers('available')).toBe(true);
    expect(offers('used')).toBe(false);
    expect(offers('none')).toBe(false);
  });
});

describe('what is told', () => {
  test('where the public key was saved', async () => {
    await actions.savePublicKey(keyPair);
    expect(told).toMatchObject([
      { tone: 'success', title: texts.keyPairs.publicKeySaved('/home/anna/Downloads/key-pair-1.pub') },
    ]);
  });

  test('that a file that was saved is gone', async () => {
    await actions.showFile(keyPair);
    expect(told).toEqual([]);
    bridge.refuse('key-pairs:show-file', { code: 'file-not-readable', details: { path: '/x/web.pem' } });
    await actions.showFile(keyPair);
    expect(told).toMatchObject([{ tone: 'danger', title: 'Latchkey cannot read /x/web.pem.' }]);
  });

  test('that a public key could not be saved', async () => {
    bridge.refuse('key-pairs:save-public-key', { code: 'file-not-writable' });
    await actions.savePublicKey(keyPair);
    expect(told.map(({ tone }) => tone)).toEqual(['danger']);
  });

  test('copying a fingerprint answers whether it worked', async () => {
    expect(await actions.copyFingerprint(keyPair)).toBe(true);
    expect(await actions.copyFingerprint(keyPair, 'md5')).toBe(true);
    expect(bridge.calls.map(({ request }) => request)).toMatchObject([{ hash: 'sha256' }, { hash: 'md5' }]);
    bridge.refuse('key-pairs:copy-fingerprint', { code: 'unexpected' });
    expect(await actions.copyFingerprint(keyPair)).toBe(false);
    expect(told).toHaveLength(1);
  });
});
