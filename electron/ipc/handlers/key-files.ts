import type { KeyFileImports } from '../../console/key-file-imports.ts';
import type { Handlers } from '../handler-table.ts';
import type { Native } from './native.ts';

type KeyFileChannels =
  'read-key' | 'choose-key-file' | 'read-clipboard' | 'read-dropped-file' | 'unlock-key' | 'release-key';

/** The ways in which a key comes: as text, as a file, from the clipboard. */
export function keyFileHandlers(
  imports: KeyFileImports,
  native: Native,
): Pick<Handlers, `key-pairs:${KeyFileChannels}`> {
  return {
    'key-pairs:read-key': ({ text }) => imports.readText(text),
    'key-pairs:choose-key-file': async () => {
      const path = await native.chooseKeyFile();
      return path === null ? null : imports.readFile(path);
    },
    'key-pairs:read-clipboard': async () => imports.readText(await native.readClipboard()),
    'key-pairs:read-dropped-file': ({ path }) => imports.readFile(path),
    'key-pairs:unlock-key': ({ handle, passphrase }) => imports.unlock(handle, passphrase),
    'key-pairs:release-key': ({ handle }) => {
      imports.release(handle);
      return Promise.resolve({});
    },
  };
}
