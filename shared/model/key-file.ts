import * as z from 'zod/mini';
import { PublicKeyInfo } from './key-pair.ts';

/** Why a key should not be used although it is sound. */
export const KeyWeakness = z.enum(['rsa-short', 'dsa', 'close-primes', 'shared-prime', 'roca']);
export type KeyWeakness = z.infer<typeof KeyWeakness>;

/**
 * Stands for a key file that the main process has read and holds for a few minutes. The page gets no byte of a private
 * key: only this, and what the file says of itself.
 */
export const KeyFileHandle = z.uuid().brand<'KeyFileHandle'>();
export type KeyFileHandle = z.infer<typeof KeyFileHandle>;

/** With what a private key file is encrypted, and how the key for that is made from the passphrase. */
export const KeyProtection = z.readonly(z.object({ cipher: z.string(), kdf: z.string() }));

/** What an OpenSSH certificate says beside the key in it. Nobody named in `principals` means everybody. */
const CertificateInfo = z.readonly(
  z.object({
    role: z.enum(['user', 'host']),
    keyId: z.string(),
    principals: z.readonly(z.array(z.string())),
    /** ISO 8601, or without such a limit. */
    validAfter: z.nullable(z.string()),
    validBefore: z.nullable(z.string()),
  }),
);

export const KeyInFileInfo = z.readonly(
  z.object({
    publicKey: PublicKeyInfo,
    weaknesses: z.readonly(z.array(KeyWeakness)),
    certificate: z.nullable(CertificateInfo),
  }),
);
export type KeyInFileInfo = z.infer<typeof KeyInFileInfo>;

/** More keys of a file than this are not offered: who brings an authorized_keys file knows which one is meant. */
export const maxListedKeys = 100;

const from = {
  handle: KeyFileHandle,
  /** The file's name without its folder; nothing for what was pasted. */
  fileName: z.nullable(z.string()),
};

/** What a key file, or pasted text, turned out to be. */
export const KeyFileSummary = z.discriminatedUnion('kind', [
  z.readonly(
    z.object({
      ...from,
      kind: z.literal('public'),
      keys: z.readonly(z.array(KeyInFileInfo)),
      /** How many keys the file has beyond those listed. */
      unlisted: z.int(),
      /** How many lines hold no key. */
      problems: z.int(),
    }),
  ),
  z.readonly(
    z.object({
      ...from,
      kind: z.literal('private'),
      key: KeyInFileInfo,
      protection: z.nullable(KeyProtection),
      /** False for a security key, whose private half never leaves the device, and for RSA with more than two primes. */
      hasPrivateHalf: z.boolean(),
    }),
  ),
  z.readonly(
    z.object({
      ...from,
      /** A private key that needs its passphrase before anything can be said of it. */
      kind: z.literal('locked'),
      format: z.string(),
      protection: z.nullable(KeyProtection),
      /** Where the file says it in clear. */
      fingerprintSha256: z.nullable(z.string()),
    }),
  ),
]);
export type KeyFileSummary = z.infer<typeof KeyFileSummary>;
