import * as z from 'zod/mini';

/**
 * In what a private key can be saved. `pem` is what the keychain holds (PKCS#1 for RSA, OpenSSH's format for the
 * others) and is never encrypted.
 */
export const PrivateKeyForm = z.enum(['pem', 'openssh', 'ppk']);
export type PrivateKeyForm = z.infer<typeof PrivateKeyForm>;

/** `:` is allowed in a key pair's name, but not in a file's name on Windows. */
export function keyFileBaseName(keyPairName: string): string {
  return keyPairName.replaceAll(':', '_');
}

export const passphraseLength = { max: 1024 } as const;

/**
 * Whether a passphrase can be entered again wherever the file is used: `ssh` asks for one line, and half of a
 * surrogate pair has no bytes.
 */
export function isTypable(passphrase: string): boolean {
  return !/[\p{Cc}\p{Cs}]/u.test(passphrase);
}

/** A passphrase on its way in. It is never part of a reply. */
const newPassphrase = z
  .string()
  .check(z.minLength(1), z.maxLength(passphraseLength.max), z.refine(isTypable));

/** A new passphrase, or the kept one of the file that it came in; none where both are absent. */
const protection = {
  passphrase: z.optional(newPassphrase),
  useOriginalPassphrase: z.optional(z.literal(true)),
};

/** What the user chose for the one download, before it is saved. */
export const PrivateKeyFileChoice = z.discriminatedUnion('form', [
  z.strictObject({ form: z.literal('pem') }),
  z.strictObject({ form: z.literal('openssh'), ...protection }),
  z.strictObject({ form: z.literal('ppk'), ...protection }),
]);
export type PrivateKeyFileChoice = z.infer<typeof PrivateKeyFileChoice>;

export const plainPem: PrivateKeyFileChoice = { form: 'pem' };
