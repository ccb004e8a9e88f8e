import { parseKeyFile } from '../../../electron/keys/file/parse-key-file.ts';
import { AppError } from '../../../shared/ipc/result.ts';
import { holds, vectorSeeds, type FuzzTarget } from '../target.ts';

const folders = ['public', 'certificate', 'openssh', 'pem', 'pkcs8', 'ppk', 'forms', 'weak'];

/** Without passphrases: with one, an input may ask for as much work as the limits allow. */
export const target: FuzzTarget = {
  seeds: vectorSeeds(...folders),
  words: [
    ...[
      '-----BEGIN ',
      'PRIVATE KEY-----',
      'PUBLIC KEY-----',
      '-----END ',
      'DEK-Info: AES-128-CBC,',
      '---- BEGIN SSH2 ',
    ],
    ...[
      'PuTTY-User-Key-File-3: ',
      'Private-Lines: ',
      'Encryption: none',
      'openssh-key-v1\0',
      'none',
      'bcrypt',
    ],
    ...[
      'ssh-rsa',
      'ssh-dss',
      'ssh-ed25519',
      'ecdsa-sha2-nistp256',
      'nistp256',
      '-cert-v01@openssh.com',
      '\0\0\0\x07',
    ],
    ...['\x30\x82', '\x02\x01\x00', '\x04\x20', '\x06\x03', '\xa0', '\xa1', '\uFEFF', '\r\n', '#', '"'],
  ],
  run: async (input) => {
    try {
      const read = await parseKeyFile(input);
      if (read.kind === 'private') return;
      for (const { publicKey } of read.keys) {
        const again = await parseKeyFile(Buffer.from(publicKey.line));
        const [key] = again.kind === 'public' ? again.keys : [];
        holds(
          key?.publicKey.fingerprintSha256 === publicKey.fingerprintSha256,
          'the line is the key that was read',
        );
      }
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      holds(!error.code.startsWith('unexpected'), 'an expected error');
    }
  },
};
