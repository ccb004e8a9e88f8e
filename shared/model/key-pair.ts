import * as z from 'zod/mini';
import { KeyPairId, RegionId, ServerId, Timestamp } from './ids.ts';

export const KeyType = z.enum(['rsa', 'dsa', 'ecdsa', 'ed25519', 'ecdsa-sk', 'ed25519-sk']);
export type KeyType = z.infer<typeof KeyType>;

/** What can be generated here. RSA 2048 everywhere; the others only where the provider says so. */
export const KeySpec = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('rsa'),
    bits: z.union([z.literal(2048), z.literal(3072), z.literal(4096)]),
  }),
  z.strictObject({ type: z.literal('ed25519') }),
]);
export type KeySpec = z.infer<typeof KeySpec>;

/** What a public key says of itself. */
export const PublicKeyInfo = z.readonly(
  z.object({
    type: KeyType,
    /** The algorithm name of the OpenSSH line, for instance `ssh-rsa`. */
    algorithm: z.string(),
    bits: z.int(),
    /** `SHA256:` and unpadded Base64, as `ssh-keygen -l` prints it. */
    fingerprintSha256: z.string(),
    /** `MD5:` and colon-separated hex, as `ssh-keygen -l -E md5` prints it. */
    fingerprintMd5: z.string(),
    comment: z.string(),
    /** One OpenSSH line, `algorithm base64 comment`, without a newline. */
    line: z.string(),
  }),
);
export type PublicKeyInfo = z.infer<typeof PublicKeyInfo>;

export const KeyPair = z.readonly(
  z.object({
    id: KeyPairId,
    regionId: RegionId,
    name: z.string(),
    origin: z.enum(['generated', 'imported']),
    publicKey: PublicKeyInfo,
    /** Whether the private half is in this computer's keychain, or never was on it. */
    privateKey: z.enum(['keychain', 'absent']),
    /** Whether the keychain has the passphrase of the file that it came in too: until the one download. */
    isPassphraseKept: z.optional(z.literal(true)),
    /** The one download: still to be had, used up, or never possible (imported public key). */
    download: z.enum(['available', 'used', 'none']),
    boundServerIds: z.readonly(z.array(ServerId)),
    createdAt: Timestamp,
  }),
);
export type KeyPair = z.infer<typeof KeyPair>;

export const keyPairNameLength = { min: 2, max: 64 } as const;

export type KeyPairNameProblem = 'too-short' | 'too-long' | 'first-character' | 'character';

/** Says what is wrong with a key pair's name, or nothing when it is right. */
export function keyPairNameProblem(name: string): KeyPairNameProblem | undefined {
  if (name !== '' && !/^[A-Za-z]/.test(name)) return 'first-character';
  if (!/^[A-Za-z0-9:_-]*$/.test(name)) return 'character';
  if (name.length < keyPairNameLength.min) return 'too-short';
  if (name.length > keyPairNameLength.max) return 'too-long';
  return undefined;
}
