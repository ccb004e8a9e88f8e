/**
 * Makes the key files under `keys` anew, with ssh-keygen, openssl and puttygen, and crafts what these refuse to make:
 * `node tests/vectors/make.ts`. All keys are made for this alone and open nothing.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeLooseVectors } from './make/loose.ts';
import { makeMalformedVectors } from './make/malformed.ts';
import { makePaddedVectors } from './make/padded.ts';
import { makePrivateVectors } from './make/private.ts';
import { makePublicVectors } from './make/public.ts';
import { makeUncommonVectors } from './make/uncommon.ts';
import { copyOf, makeKeys, passphrases, putInWorkshop, removeWorkshop, run, vectors } from './make/tools.ts';

rmSync(vectors, { recursive: true, force: true });
try {
  makeKeys();
  makePublicVectors();
  makePrivateVectors();
  putInWorkshop('rsa-2048.rfc', run('ssh-keygen', '-e', '-f', 'rsa-2048.pub'));
  run('puttygen', 'rsa-2048', '-O', 'private', '-o', 'rsa.ppk', '-C', 'me');
  copyOf('made.ppk', 'encrypted.ppk');
  makeMalformedVectors();
  makePaddedVectors();
  makeLooseVectors();
  makeUncommonVectors();
} finally {
  removeWorkshop();
}
const lines = [...passphrases].map(([path, passphrase]) => `keys/${path}\t${passphrase}\n`);
writeFileSync(join(vectors, '..', 'passphrases.txt'), lines.sort().join(''));
