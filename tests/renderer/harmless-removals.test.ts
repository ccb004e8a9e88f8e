import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { KeyPairActions } from '../../renderer/key-pairs/key-pair-actions.svelte.ts';
import { ServerActions } from '../../renderer/servers/server-actions.svelte.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { Server } from '../../shared/model/server.ts';
import { FakeBridge } from '../support/fake-bridge.ts';
import { sampleKeyPair, sampleServer } from '../support/fake-bridge-samples.ts';

const agent = { kind: 'agent' } as const;
const harmlessServer = sampleServer(1, { boundKeyPairId: null, pending: null, logon: agent });
const harmlessKeyPair = sampleKeyPair(1, {
  ...{ origin: 'imported', privateKey: 'absent', download: 'none', boundServerIds: [] },
});

let bridge: FakeBridge;

beforeEach(() => {
  bridge = new FakeBridge({ servers: [harmlessServer], keyPairs: [harmlessKeyPair] });
  vi.stubGlobal('window', { latchkey: bridge });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

async function removal(server: Server, asksAlways = false) {
  const actions = new ServerActions(
    () => undefined,
    () => asksAlways,
  );
  await actions.remove(server);
  return actions.dialog?.kind ?? bridge.calls.at(-1)?.channel;
}

async function deletion(keyPair: KeyPair, asksAlways = false) {
  const actions = new KeyPairActions(
    () => undefined,
    () => asksAlways,
  );
  await actions.delete(keyPair);
  return actions.dialog?.kind ?? bridge.calls.at(-1)?.channel;
}

describe('without confirmations for what is harmless', () => {
  test('a server that can be entered again goes at once', async () => {
    expect(await removal(harmlessServer, true)).toBe('remove');
    expect(await removal(harmlessServer)).toBe('servers:remove');
  });

  test.each<[string, Partial<Server>]>([
    ['a key pair', { boundKeyPairId: sampleKeyPair(2).id }],
    [
      'something pending',
      {
        pending: {
          ...{ change: 'bind', keyPairId: null, waitsFor: 'restart', effect: 'postpone', problem: null },
          since: 1,
        },
      },
    ],
    ['a kept password', { logon: { kind: 'password', storage: 'keychain' } }],
    ['a kept passphrase', { logon: { kind: 'key-file', path: '/k', passphrase: 'keychain' } }],
  ])('a server with %s is still asked about', async (_what, change) => {
    expect(await removal({ ...harmlessServer, ...change })).toBe('remove');
  });

  test('an imported public key that nothing depends on goes at once', async () => {
    expect(await deletion(harmlessKeyPair, true)).toBe('delete');
    expect(await deletion(harmlessKeyPair)).toBe('key-pairs:delete');
  });

  test.each<[string, Partial<KeyPair>]>([
    ['whose private key is in the keychain', { privateKey: 'keychain' }],
    ['that was generated here', { origin: 'generated' }],
    ['that is bound', { boundServerIds: [harmlessServer.id] }],
  ])('a key pair %s is still asked about', async (_what, change) => {
    expect(await deletion({ ...harmlessKeyPair, ...change })).toBe('delete');
  });
});
