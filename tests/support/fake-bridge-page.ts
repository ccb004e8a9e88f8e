import { FakeBridge, type FakeState } from './fake-bridge.ts';
import { keyPairs, sampleKeyPair, sampleServer } from './fake-bridge-samples.ts';

const many = Array.from({ length: 10_000 }, (_, index) => sampleServer(index + 1));
const full = [...keyPairs, ...[6, 7, 8, 9, 10].map((number) => sampleKeyPair(number))];

/** What a page can be opened with. Set `window.latchkeyScenario` to one of these names before the script runs. */
const scenarios: Readonly<Record<string, () => FakeState>> = {
  sample: () => ({ stepMs: 150 }),
  empty: () => ({ keyPairs: [], servers: [] }),
  loading: () => ({ silent: ['servers:list', 'key-pairs:list'] }),
  failing: () => ({
    errors: {
      'servers:list': { code: 'store-read-only', details: { path: '/home/anna/.config/Latchkey' } },
      'key-pairs:list': { code: 'keychain-locked' },
    },
  }),
  limit: () => ({ keyPairs: full }),
  many: () => ({ servers: many }),
  notices: () => ({
    notices: [
      { code: 'orphans-removed', names: ['former'], path: null, backupFrom: null },
      { code: 'keychain-locked', names: [], path: null, backupFrom: null },
    ],
  }),
};

const wanted: unknown = Reflect.get(globalThis, 'latchkeyScenario');
const scenario = scenarios[typeof wanted === 'string' ? wanted : 'sample'] ?? (() => ({}));
Reflect.set(globalThis, 'latchkey', new FakeBridge(scenario()));
