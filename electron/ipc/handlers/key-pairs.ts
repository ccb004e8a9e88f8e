import { join } from 'node:path';
import { AppError } from '../../../shared/ipc/result.ts';
import type { PrivateKeyForm } from '../../../shared/model/private-key-file.ts';
import type { Console } from '../../console/console.ts';
import type { Handlers } from '../handler-table.ts';
import { keyFileHandlers } from './key-files.ts';
import type { FileKind, Native } from './native.ts';

/** OpenSSH's private key files have no extension, and a filter would put one behind the name. */
const fileKinds: Readonly<Record<PrivateKeyForm, FileKind | undefined>> = {
  pem: { name: 'PEM', extensions: ['pem'] },
  openssh: undefined,
  ppk: { name: 'PuTTY', extensions: ['ppk'] },
};

export function keyPairHandlers(
  { keyPairs, keyFileImports }: Console,
  native: Native,
  downloadsFolder: () => string,
): Pick<Handlers, Extract<keyof Handlers, `key-pairs:${string}`>> {
  return {
    'key-pairs:list': ({ regionId }) => Promise.resolve([...keyPairs.list(regionId)]),
    'key-pairs:create': ({ regionId, name, spec, file }) => keyPairs.create(regionId, name, spec, file),
    'key-pairs:import': (request) => {
      const { regionId, name } = request;
      if ('publicKey' in request) return keyPairs.importPublicKey(regionId, name, request.publicKey);
      return keyFileImports.import(regionId, name, request.handle, request.index, request.keepPassphrase);
    },
    ...keyFileHandlers(keyFileImports, native),
    ...preparationHandlers(keyPairs),
    'key-pairs:download': async ({ keyPairId, file }) => {
      const form = file?.form ?? 'pem';
      const suggested = join(downloadsFolder(), keyPairs.downloadName(keyPairId, form));
      const path = await native.chooseSavePath(suggested, fileKinds[form]);
      if (path === null) throw new AppError('download-cancelled');
      return { path: await keyPairs.download(keyPairId, path, file) };
    },
    'key-pairs:save-public-key': async ({ keyPairId }) => {
      const suggested = join(downloadsFolder(), keyPairs.publicKeyName(keyPairId));
      const path = await native.chooseSavePath(suggested, { name: 'OpenSSH', extensions: ['pub'] });
      return { path: path === null ? null : await keyPairs.savePublicKey(keyPairId, path) };
    },
    'key-pairs:show-file': async ({ keyPairId }) => {
      await native.showInFolder(keyPairs.savedFile(keyPairId));
      return {};
    },
    'key-pairs:delete': async ({ keyPairId }) => {
      await keyPairs.delete(keyPairId);
      return {};
    },
    ...copyHandlers(keyPairs, native),
  };
}

type CopyChannels = 'key-pairs:copy-public-key' | 'key-pairs:copy-fingerprint';

function preparationHandlers(keyPairs: Console['keyPairs']): Pick<Handlers, 'key-pairs:prepare'> {
  return {
    'key-pairs:prepare': ({ spec }) => {
      keyPairs.prepare(spec);
      return Promise.resolve({});
    },
  };
}

function copyHandlers(
  keyPairs: Console['keyPairs'],
  native: Pick<Native, 'copy'>,
): Pick<Handlers, CopyChannels> {
  return {
    'key-pairs:copy-public-key': async ({ keyPairId }) => {
      await native.copy(keyPairs.get(keyPairId).publicKey.line);
      return {};
    },
    'key-pairs:copy-fingerprint': async ({ keyPairId, hash }) => {
      const { fingerprintSha256, fingerprintMd5 } = keyPairs.get(keyPairId).publicKey;
      await native.copy(hash === 'md5' ? fingerprintMd5 : fingerprintSha256);
      return {};
    },
  };
}
