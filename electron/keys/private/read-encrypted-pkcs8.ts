import { AppError } from '../../../shared/ipc/result.ts';
import { DerReader } from '../der.ts';
import { decryptBlocks } from './ciphers.ts';
import { unwrap } from './key-wrap.ts';
import type { OpenedPrivateKey } from './opened-private-key.ts';
import { orWrongPassphrase, withPassphrase } from './passphrase.ts';
import { pbe1Scheme, pbes2Scheme, type EncryptionScheme } from './password-based-encryption.ts';
import { readPkcs8 } from './read-der-private-key.ts';

const pbes2 = '1.2.840.113549.1.5.13';

/**
 * Reads EncryptedPrivateKeyInfo (RFC 5958, 3).
 * Errors: `passphrase-required`, `passphrase-wrong`, `key-file-unsupported`, `public-key-invalid`.
 */
export async function readEncryptedPkcs8(der: Buffer, passphrase?: string): Promise<OpenedPrivateKey> {
  const info = new DerReader(der).sequence();
  const algorithm = info.sequence();
  const data = info.octetString();
  info.end();
  const { protection, cipher, keyFrom } = schemeOf(algorithm);
  const plain = await withPassphrase(passphrase, { format: 'pkcs8', ...protection }, (bytes) => {
    const { key, iv } = keyFrom(bytes);
    try {
      return cipher.wrap === undefined
        ? decryptBlocks(cipher, key, iv, data)
        : unwrap(cipher.wrap, key, data);
    } finally {
      key.fill(0);
    }
  });
  try {
    return { key: orWrongPassphrase(() => readPkcs8(plain)), comment: '', protection };
  } finally {
    plain.fill(0);
  }
}

function schemeOf(algorithm: DerReader): EncryptionScheme {
  const oid = algorithm.oid();
  const parameters = algorithm.sequence();
  const scheme = oid === pbes2 ? pbes2Scheme(parameters) : pbe1Scheme(oid, parameters);
  if (scheme === undefined) throw new AppError('key-file-unsupported', { cipher: oid });
  return scheme;
}
