import { join } from 'node:path';
import type { Console } from '../../console/console.ts';
import { readPublicKey } from '../../keys/read-public-key.ts';
import type { Handlers } from '../handler-table.ts';
import type { Native } from './native.ts';

export function keyPairHandlers(
  { keyPairs }: Console,
  native: Native,
  downloadsFolder: () => string,
): Pick<Handlers, Extract<keyof Handlers, `key-pairs:${string}`>> {
  return {
    'key-pairs:list': ({ regionId }) => Promise.resolve([...keyPairs.list(regionId)]),
    'key-pairs:create': ({ regionId, name, spec }) => keyPairs.create(regionId, name, spec),
    'key-pairs:import': ({ regionId, name, publicKey }) =>
      keyPairs.importPublicKey(regionId, name, publicKey),
    'key-pairs:read-public-key': ({ text }) => Promise.resolve(readPublicKey(text)),
    'key-pairs:download': async ({ keyPairId }) => {
      const suggested = join(downloadsFolder(), keyPairs.downloadName(keyPairId));
      return { path: await keyPairs.download(keyPairId, await native.chooseSavePath(suggested)) };
    },
    'key-pairs:delete': async ({ keyPairId }) => {
      await keyPairs.delete(keyPairId);
      return {};
    },
    'key-pairs:copy-public-key': async ({ keyPairId }) => {
      await native.copy(keyPairs.get(keyPairId).publicKey.line);
      return {};
    },
    'key-pairs:copy-fingerprint': async ({ keyPairId }) => {
      await native.copy(keyPairs.get(keyPairId).publicKey.fingerprintSha256);
      return {};
    },
  };
}
