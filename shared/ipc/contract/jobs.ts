import * as z from 'zod/mini';
import { JobId, RegionId, ServerId } from '../../model/ids.ts';
import { Job } from '../../model/job.ts';
import { askedSecrets } from './fields.ts';

export const jobChannels = {
  'jobs:list': { request: z.strictObject({ regionId: RegionId }), response: z.array(Job) },
  /** Runs a finished job again for the servers on which it failed, or for those of them that are named. */
  'jobs:retry': {
    request: z.strictObject({
      jobId: JobId,
      serverIds: z.optional(z.array(ServerId).check(z.minLength(1))),
      /** Only for unbind: also where no other way in was proven. */
      evenIfLastWayIn: z.optional(z.boolean()),
      secrets: askedSecrets,
    }),
    response: Job,
  },
  /** What waits is not begun; what is under way finishes or is put back. The reply is the job as it stands. */
  'jobs:cancel': { request: z.strictObject({ jobId: JobId }), response: Job },
} as const;
