import * as z from 'zod/mini';

export const RegionId = z.uuid().brand<'RegionId'>();
export type RegionId = z.infer<typeof RegionId>;

export const KeyPairId = z.uuid().brand<'KeyPairId'>();
export type KeyPairId = z.infer<typeof KeyPairId>;

export const ServerId = z.uuid().brand<'ServerId'>();
export type ServerId = z.infer<typeof ServerId>;

export const JobId = z.uuid().brand<'JobId'>();
export type JobId = z.infer<typeof JobId>;

/** Names one try to save a server, so that it can be called off. */
export const SaveAttemptId = z.uuid().brand<'SaveAttemptId'>();
export type SaveAttemptId = z.infer<typeof SaveAttemptId>;

/** Milliseconds since 1970-01-01T00:00:00Z. */
export const Timestamp = z.int().check(z.nonnegative());
export type Timestamp = z.infer<typeof Timestamp>;
