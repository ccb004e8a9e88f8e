import { composeKeyFile } from '../../electron/keys/file/compose-key-file.ts';
import { parseKeyFile } from '../../electron/keys/file/parse-key-file.ts';
import type { KeyFiles } from '../../electron/keys/key-files.ts';

/** The same readers and writers, without a process of their own. */
export const inProcessKeyFiles: KeyFiles = {
  read: (file, passphrase) => parseKeyFile(Buffer.from(file), passphrase),
  write: async (privateKeyPem, { form, comment, passphrase }) =>
    composeKeyFile(privateKeyPem, form, comment, passphrase),
};
