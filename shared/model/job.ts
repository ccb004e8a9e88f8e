import * as z from 'zod/mini';
import { errorCodes } from '../ipc/result.ts';
import { Drift } from './drift.ts';
import { JobId, KeyPairId, RegionId, ServerId, Timestamp } from './ids.ts';
import { Effect } from './server.ts';

export const JobKind = z.enum([
  'bind',
  'unbind',
  'take-effect',
  'verify-logon',
  'enable-password-logon',
  'inspect',
  'refresh',
  'repair',
]);
export type JobKind = z.infer<typeof JobKind>;

/** What is being done on a server right now, in the order in which a bind takes them. */
export const JobStep = z.enum([
  'connect',
  'read-settings',
  'add-line',
  'prove-logon',
  'arm-rollback',
  'write-settings',
  'check-settings',
  'remove-line',
  'reload',
  'restart',
  'wait-for-server',
  'prove-again',
  'check-password-refused',
  'disarm-rollback',
  'check-key-refused',
  'prove-other-way-in',
  'wait-for-attempts',
  'roll-back',
]);
export type JobStep = z.infer<typeof JobStep>;

/** What an error is about, by name: facts that its words are made with. */
export const ErrorFacts = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.readonly(z.array(z.string()))]),
);

export const JobError = z.readonly(
  z.object({
    code: z.enum(errorCodes),
    details: ErrorFacts,
    /** The step under way when it happened. */
    step: z.nullable(JobStep),
  }),
);
export type JobError = z.infer<typeof JobError>;

/** Succeeded: in force. Pending: done as far as it can be now, and noted on the server as pending. */
export const JobResultState = z.enum(['waiting', 'running', 'succeeded', 'pending', 'failed', 'cancelled']);
export type JobResultState = z.infer<typeof JobResultState>;

export const JobResult = z.readonly(
  z.object({
    serverId: ServerId,
    /** The server's name at the time, so that the record outlives the server. */
    serverName: z.string(),
    state: JobResultState,
    step: z.nullable(JobStep),
    error: z.nullable(JobError),
    /** True when a logon with the key pair was proven; false when its private half is not on this computer. */
    proven: z.nullable(z.boolean()),
    /** What an inspection found; null for every other action. */
    drift: z.nullable(Drift),
    startedAt: z.nullable(Timestamp),
    finishedAt: z.nullable(Timestamp),
  }),
);
export type JobResult = z.infer<typeof JobResult>;

/** One action over one or many servers, with a result for each server. */
export const Job = z.readonly(
  z.object({
    id: JobId,
    regionId: RegionId,
    kind: JobKind,
    keyPairId: z.nullable(KeyPairId),
    keyPairName: z.nullable(z.string()),
    effect: z.nullable(Effect),
    /** Interrupted: the application ended while it was under way. */
    state: z.enum(['running', 'finished', 'interrupted']),
    results: z.readonly(z.array(JobResult)),
    startedAt: Timestamp,
    finishedAt: z.nullable(Timestamp),
  }),
);
export type Job = z.infer<typeof Job>;
