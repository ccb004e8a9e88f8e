import type { FakeState } from '../support/fake-bridge.ts';
import { driftOf, keyPairs, sampleKeyPair, sampleServer, servers } from '../support/fake-bridge-samples.ts';

export const empty: FakeState = { keyPairs: [], servers: [] };

export const loading: FakeState = {
  silent: ['servers:list', 'key-pairs:list', 'activity:list'],
};

export const failing: FakeState = {
  errors: {
    'servers:list': { code: 'store-read-only', details: { path: '/home/anna/.config/Latchkey' } },
    'key-pairs:list': { code: 'store-damaged', details: { path: '/home/anna/.config/Latchkey' } },
    'activity:list': { code: 'unexpected' },
  },
};

export const atLimit: FakeState = {
  keyPairs: [...keyPairs, ...[6, 7, 8, 9, 10].map((number) => sampleKeyPair(number))],
};

export const manyServers: FakeState = {
  servers: Array.from({ length: 2000 }, (_, index) => sampleServer(index + 1)),
};

/** One of the servers was set up anew, or somebody is in between. */
export const changedHostKey: FakeState = {
  servers: servers.map((server) =>
    server.name === 'web-01'
      ? { ...server, status: 'unknown', statusProblem: 'host-key-changed' as const }
      : server,
  ),
};

/** What was verified before, with what it found. */
export const drifted: FakeState = {
  servers: servers.map((server) => ({ ...server, drift: driftOf(server) })),
};
