import * as z from 'zod/mini';
import { KeyPairId } from './ids.ts';

/** Which line of a server's authorized keys is meant: its place, and what has to stand there still. */
export const AuthorizedKeyRef = z.readonly(
  z.strictObject({
    path: z.string().check(z.maxLength(4096)),
    /** Counted from 1. */
    line: z.int().check(z.minimum(1)),
    /** SHA-256 of the line's bytes, in hex. */
    digest: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  }),
);
export type AuthorizedKeyRef = z.infer<typeof AuthorizedKeyRef>;

/** One line by which a key logs on. */
export const AuthorizedKey = z.readonly(
  z.object({
    path: z.string(),
    line: z.int(),
    digest: z.string(),
    type: z.string(),
    /** Null where the key can't be read: sshd passes over such a line. */
    bits: z.nullable(z.int()),
    /** `SHA256:...` */
    sha256: z.string(),
    comment: z.string(),
    /** As they stand before the key; empty for a plain line. */
    options: z.string(),
    /** The options that make it less than a full logon. */
    restrictions: z.readonly(z.array(z.string())),
    /** Algorithm and Base64. */
    publicKey: z.string(),
  }),
);
export type AuthorizedKey = z.infer<typeof AuthorizedKey>;

/** The lines of an account, in the order in which sshd reads them. */
export const AuthorizedKeysView = z.readonly(
  z.object({
    keys: z.readonly(
      z.array(
        z.readonly(
          z.object({
            key: AuthorizedKey,
            /** The region's key pair that it is. */
            keyPairId: z.nullable(KeyPairId),
          }),
        ),
      ),
    ),
    /** A program that sshd asks for further keys (AuthorizedKeysCommand). */
    command: z.nullable(z.string()),
    /** How many lines are certificate authorities: whoever has a certificate of theirs can log on. */
    authorities: z.int().check(z.nonnegative()),
    /** How many lines are no keys: comments, and what sshd can't read. Blank ones are not counted. */
    otherLines: z.int().check(z.nonnegative()),
  }),
);
export type AuthorizedKeysView = z.infer<typeof AuthorizedKeysView>;
