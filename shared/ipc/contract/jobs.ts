import * as z from 'zod/mini';
import { JobId, RegionId } from '../../model/ids.ts';
import { Job } from '../../model/job.ts';
import { askedSecrets } from './fields.ts';

export const jobChannels = {
  'jobs:list': { request: z.strictObject({ regionId: RegionId }), response: z.array(Job) },
  /** Runs a finished job again for the servers on which it failed. */
  'jobs:retry': {
    request: z.strictObject({
      jobId: JobId,
      secrets: askedSecrets,
    }),
    response: Job,
  },
} as const;
