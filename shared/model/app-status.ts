import * as z from 'zod/mini';
import { errorCodes } from '../ipc/result.ts';
import { Timestamp } from './ids.ts';

/** Something found at start that the user has to know of. */
export const AppNotice = z.readonly(
  z.object({
    code: z.enum([
      /** Keychain entries without a key pair were found and removed. */
      'orphans-removed',
      /** Key pairs whose keychain entry is gone. */
      'private-keys-missing',
      /** Key pairs whose kept passphrase is gone. */
      'passphrases-missing',
      /** Servers on which an action was cut off and is neither finished nor put back yet. */
      'jobs-interrupted',
      /** Servers on which such an action has been finished since, or put back. */
      'actions-finished',
      'actions-rolled-back',
      'keychain-locked',
      'keychain-absent',
      'keychain-slow',
      'keychain-failing',
      'store-damaged',
      'store-newer',
      'store-read-only',
      'store-in-use',
      'disk-full',
    ]),
    /** Names concerned: of key pairs or servers. */
    names: z.readonly(z.array(z.string())),
    /** A path to show, such as where a damaged store was kept. */
    path: z.nullable(z.string()),
    /** When the store's backup was made that can take its place; null when there is none. */
    backupFrom: z.nullable(Timestamp),
  }),
);
export type AppNotice = z.infer<typeof AppNotice>;

/** What became of an action in which Latchkey was cut off on a server. */
export const InterruptionEnd = z.readonly(
  z.object({ serverName: z.string(), end: z.enum(['finished', 'rolled-back']) }),
);
export type InterruptionEnd = z.infer<typeof InterruptionEnd>;

/** What became of a change that waited for a stopped server, when the server was up. */
export const PendingEnd = z.readonly(
  z.object({
    serverName: z.string(),
    /** Why it can't be carried out without somebody; null when it was. */
    problem: z.nullable(z.enum(errorCodes)),
    /** It was carried out, and takes effect with the next restart. */
    waitsForRestart: z.boolean(),
  }),
);
export type PendingEnd = z.infer<typeof PendingEnd>;

export const AppStatus = z.readonly(
  z.object({
    version: z.string(),
    platform: z.enum(['linux', 'darwin', 'win32']),
    notices: z.readonly(z.array(AppNotice)),
  }),
);
export type AppStatus = z.infer<typeof AppStatus>;
