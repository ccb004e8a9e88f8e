import * as z from 'zod/mini';
import { errorCodes } from '../ipc/result.ts';
import { RegionId, Timestamp } from './ids.ts';
import { JobKind } from './job.ts';

export const ActivityId = z.uuid().brand<'ActivityId'>();
export type ActivityId = z.infer<typeof ActivityId>;

/**
 * Whatever changes something that lasts, or proves that it holds: jobs over servers and what is done in the lists. What the
 * user prefers (settings) is no action.
 */
export const ActivityKind = z.enum([
  ...JobKind.options,
  'create-key-pair',
  'import-key-pair',
  'download-key-pair',
  'delete-key-pair',
  'add-server',
  'edit-server',
  'remove-server',
  'accept-host-key',
  'add-authorized-key',
  'remove-authorized-key',
  'write-ssh-config',
  'choose-key-file',
  'forget-host-keys',
  'create-region',
  'rename-region',
  'limit-region',
  'remove-region',
]);
export type ActivityKind = z.infer<typeof ActivityKind>;

/**
 * Partly: done on some servers and not on others. Cancelled: on all of them. Interrupted: the application ended while it
 * was under way.
 */
export const ActivityOutcome = z.enum([
  'running',
  'succeeded',
  'pending',
  'partly',
  'failed',
  'cancelled',
  'interrupted',
]);
export type ActivityOutcome = z.infer<typeof ActivityOutcome>;

/** One action in short: who did what, where, when, and what became of it. */
export const ActivityEntry = z.readonly(
  z.object({
    id: ActivityId,
    kind: ActivityKind,
    outcome: ActivityOutcome,
    /** The account of the operating system that Latchkey ran under. */
    actor: z.string(),
    regionId: z.nullable(RegionId),
    /** Names at the time, so that the record outlives what it names. Empty where there is none. */
    regionName: z.string(),
    keyPairName: z.string(),
    /**
     * SHA256, of the key pair at the time; empty where there is none, or it was not known yet. Alone, without a name: of a
     * key on a server that is none of the region's key pairs.
     */
    keyPairFingerprint: z.string(),
    /** The first servers that it was about; `serverCount` is how many there are. */
    serverNames: z.readonly(z.array(z.string())),
    serverCount: z.int().check(z.nonnegative()),
    /** What went wrong, of an action that is not a job; a job has its errors in its results. */
    errorCode: z.nullable(z.enum(errorCodes)),
    startedAt: Timestamp,
    finishedAt: z.nullable(Timestamp),
  }),
);
export type ActivityEntry = z.infer<typeof ActivityEntry>;

export const ActivityFilter = z.readonly(
  z.object({
    kind: z.nullable(ActivityKind),
    outcome: z.nullable(ActivityOutcome),
    /** Words that all have to occur in the names of an entry. */
    text: z.string().check(z.maxLength(4096)),
  }),
);
export type ActivityFilter = z.infer<typeof ActivityFilter>;

export const everyActivity: ActivityFilter = { kind: null, outcome: null, text: '' };

export const ActivityFormat = z.enum(['jsonl', 'csv']);
export type ActivityFormat = z.infer<typeof ActivityFormat>;

/** Whether an entry is what the filter asks for. The window and the export ask the same question. */
export function matchesActivity(entry: ActivityEntry, { kind, outcome, text }: ActivityFilter): boolean {
  if (kind !== null && entry.kind !== kind) return false;
  if (outcome !== null && entry.outcome !== outcome) return false;
  const { actor, regionName, keyPairName, keyPairFingerprint, serverNames } = entry;
  const names = [actor, regionName, keyPairName, keyPairFingerprint, ...serverNames]
    .join('\n')
    .toLocaleLowerCase();
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => names.includes(word));
}
