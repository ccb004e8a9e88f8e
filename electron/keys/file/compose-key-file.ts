import { AppError } from '../../../shared/ipc/result.ts';
import type { PrivateKeyForm } from '../../../shared/model/private-key-file.ts';
import { armouredBlocks } from '../armour.ts';
import { isPublicHalf, wipe, type PrivateKey } from '../private/private-key.ts';
import { readOpensshPrivateKey } from '../private/read-openssh-private-key.ts';
import { readPemPrivateKey } from '../private/read-pem-private-key.ts';
import { writeOpensshPrivateKey } from '../private/write-openssh-private-key.ts';
import { plainPrivateKey } from '../private/write-plain-private-key.ts';
import { writePpk } from '../private/write-ppk.ts';

/**
 * Writes the text of a private key file. With a passphrase it calculates for most of a second: call it where nothing
 * waits, or have a process of its own do it (`IsolatedKeyFiles`).
 * @param privateKeyPem the private key as Latchkey keeps it
 * @param passphrase none, or not empty
 */
export async function composeKeyFile(
  privateKeyPem: string,
  form: PrivateKeyForm,
  comment: string,
  passphrase?: string,
): Promise<string> {
  const key = await keptKey(privateKeyPem);
  const secret = passphrase === undefined ? undefined : Buffer.from(passphrase, 'utf8');
  try {
    return await compose(key, form, comment, secret);
  } finally {
    secret?.fill(0);
    wipe(key);
  }
}

async function compose(
  key: PrivateKey,
  form: PrivateKeyForm,
  comment: string,
  passphrase: Buffer | undefined,
): Promise<string> {
  if (passphrase?.length === 0) throw new AppError('passphrase-required');
  switch (form) {
    case 'pem':
      // Its own encryption is a single round of MD5: nobody should rely on that.
      if (passphrase !== undefined) throw new AppError('key-file-unsupported', { format: 'pem' });
      return plainPrivateKey(key, comment);
    case 'openssh':
      return writeOpensshPrivateKey(key, comment, passphrase);
    case 'ppk':
      return writePpk(key, comment, passphrase);
  }
}

async function keptKey(privateKeyPem: string): Promise<PrivateKey> {
  const [block] = armouredBlocks(privateKeyPem);
  if (block?.content === undefined) throw new AppError('private-key-invalid');
  const isOpenssh = block.label === 'OPENSSH PRIVATE KEY';
  const { key } = await (isOpenssh ? readOpensshPrivateKey(block.content) : readPemPrivateKey(block));
  block.content.fill(0);
  if (isPublicHalf(key)) throw new AppError('private-key-absent');
  return key;
}
