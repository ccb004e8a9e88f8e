import * as z from 'zod/mini';
import { KeyPairId } from './ids.ts';

/** A password or passphrase on its way in. It is never part of a reply. */
const secret = z.string().check(z.minLength(1), z.maxLength(1024));

/** How Latchkey shall log on, with the secrets it needs for that, as the user enters it. */
export const LogonInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('password'), password: secret, keep: z.boolean() }),
  z.strictObject({ kind: z.literal('key-pair'), keyPairId: KeyPairId }),
  z.strictObject({
    kind: z.literal('key-file'),
    path: z.string().check(z.minLength(1), z.maxLength(4096)),
    passphrase: z.optional(secret),
    keep: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('agent') }),
]);
export type LogonInput = z.infer<typeof LogonInput>;

/** What the user is asked for each time because it is not kept. */
export const LogonSecrets = z.strictObject({
  password: z.optional(secret),
  passphrase: z.optional(secret),
  sudoPassword: z.optional(secret),
});
export type LogonSecrets = z.infer<typeof LogonSecrets>;
