import * as z from 'zod/mini';
import { AppError } from '../../shared/ipc/result.ts';

const account = z.string().check(z.minLength(1), z.maxLength(200));

/**
 * What the application asks of the keychain's process, one question at a time: the three calls of
 * `CredentialBackend`. Secrets cross between the two processes here and nowhere else.
 */
export const KeychainRequest = z.discriminatedUnion('do', [
  z.strictObject({ id: z.int(), do: z.literal('get'), account }),
  // An entry is at most a piece of a secret with its head: see `entry-format.ts`.
  z.strictObject({ id: z.int(), do: z.literal('set'), account, value: z.string().check(z.maxLength(4096)) }),
  z.strictObject({ id: z.int(), do: z.literal('delete'), account }),
]);
export type KeychainRequest = z.infer<typeof KeychainRequest>;

/** A request without its number. */
export type KeychainCommand =
  | { readonly do: 'get' | 'delete'; readonly account: string }
  | { readonly do: 'set'; readonly account: string; readonly value: string };

/** The operating system's words about a failure; longer ones are cut. */
export const maxWords = 300;

const failures = ['keychain-locked', 'keychain-absent', 'keychain-failed'] as const;

/** Null, too, is what a write answers. */
export const KeychainReply = z.union([
  z.strictObject({ id: z.int(), value: z.union([z.string(), z.boolean(), z.null()]) }),
  z.strictObject({ id: z.int(), error: z.enum(failures), words: z.string().check(z.maxLength(maxWords)) }),
]);
export type KeychainReply = z.infer<typeof KeychainReply>;

/** What is no failure of the keychain's own is one all the same: the caller gets a code in any case. */
export function failureReply(id: number, error: unknown): KeychainReply {
  const code = error instanceof AppError ? failures.find((known) => known === error.code) : undefined;
  const cause = error instanceof AppError ? error.cause : error;
  const words = cause instanceof Error ? cause.message : '';
  return { id, error: code ?? 'keychain-failed', words: words.slice(0, maxWords) };
}
