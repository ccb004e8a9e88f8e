import * as z from 'zod/mini';
import { errorCodes } from '../ipc/result.ts';
import { KeyPairId, ServerId } from './ids.ts';

/** Why something can't be done, as an error that the window has words for. */
const Refusal = z.readonly(
  z.object({
    code: z.enum(errorCodes),
    details: z.optional(
      z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.readonly(z.array(z.string()))])),
    ),
  }),
);

/** A machine that the user's `~/.ssh/config` names. */
export const SshConfigHost = z.readonly(
  z.object({
    /** What stands after `Host`; the name that the server would get. */
    alias: z.string(),
    host: z.string(),
    port: z.number(),
    user: z.string(),
    /** How Latchkey would log on. */
    logon: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('key-file'), path: z.string(), isEncrypted: z.boolean() }),
      z.object({ kind: z.literal('agent') }),
    ]),
    /** Whether `known_hosts` has its host key, so that nobody is asked. */
    isHostKeyKnown: z.boolean(),
    /** Why it can't be added. */
    problem: z.nullable(Refusal),
  }),
);
export type SshConfigHost = z.infer<typeof SshConfigHost>;

export const IncludeProblem = z.readonly(
  z.object({ path: z.string(), reason: z.enum(['depth', 'cycle', 'count', 'not-readable']) }),
);
export type IncludeProblem = z.infer<typeof IncludeProblem>;

/** What could be taken over from `~/.ssh/config`, and what of it was noticed but names no machine. */
export const SshConfigListing = z.readonly(
  z.object({
    path: z.string(),
    /** False where there is no such file. */
    isThere: z.boolean(),
    hosts: z.readonly(z.array(SshConfigHost)),
    /** How many more it names than are listed. */
    moreHosts: z.int(),
    /** Patterns that stand for several names. */
    wildcards: z.readonly(z.array(z.string())),
    /** How many `Match` blocks were not followed. */
    matchBlocks: z.int(),
    includeProblems: z.readonly(z.array(IncludeProblem)),
    /** Stands for all of the above: what is added is what was shown. */
    token: z.string(),
  }),
);
export type SshConfigListing = z.infer<typeof SshConfigListing>;

/** What became of the machines that were ticked. */
export const SshConfigImported = z.readonly(
  z.object({
    added: z.int(),
    failed: z.readonly(z.array(z.object({ alias: z.string(), error: Refusal }))),
  }),
);
export type SshConfigImported = z.infer<typeof SshConfigImported>;

/** Whose servers `~/.ssh/config` is to know: all of a key pair's, or one. */
export const SshConfigSubject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('key-pair'), keyPairId: KeyPairId }),
  z.strictObject({ kind: z.literal('server'), serverId: ServerId }),
]);
export type SshConfigSubject = z.infer<typeof SshConfigSubject>;

export const DiffLine = z.readonly(
  z.object({ kind: z.enum(['same', 'added', 'removed', 'gap']), text: z.string() }),
);
export type DiffLine = z.infer<typeof DiffLine>;

export const ConfigFileChange = z.readonly(
  z.object({
    path: z.string(),
    kind: z.enum(['new', 'changed', 'removed']),
    lines: z.readonly(z.array(DiffLine)),
  }),
);
export type ConfigFileChange = z.infer<typeof ConfigFileChange>;

/** Whether a block can name the private key's file: where it is not known, is gone, or is one that ssh can't read. */
export const IdentityState = z.enum(['named', 'unknown', 'missing', 'putty', 'unwritable']);
export type IdentityState = z.infer<typeof IdentityState>;

/** What would be written, to be looked at before it is. */
export const SshConfigPlan = z.readonly(
  z.object({
    files: z.readonly(z.array(ConfigFileChange)),
    hosts: z.readonly(
      z.array(z.readonly(z.object({ serverName: z.string(), alias: z.string(), identity: IdentityState }))),
    ),
    /** The key pair whose private key file may be chosen. */
    keyPairId: z.nullable(KeyPairId),
    /** Whether there are blocks that can be taken out. */
    isWritten: z.boolean(),
    /** Stands for the bytes before and after: what is written is what was shown. */
    token: z.string(),
  }),
);
export type SshConfigPlan = z.infer<typeof SshConfigPlan>;
