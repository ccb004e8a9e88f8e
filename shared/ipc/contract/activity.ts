import * as z from 'zod/mini';
import { ActivityEntry, ActivityFilter, ActivityFormat, ActivityId } from '../../model/activity.ts';
import { Job } from '../../model/job.ts';
import { nothing } from './fields.ts';

export const activityChannels = {
  /** Newest first, over all regions. */
  'activity:list': { request: nothing, response: z.array(ActivityEntry) },
  /** Which of them have all words in their names, those of all their servers included. */
  'activity:search': {
    request: z.strictObject({ text: ActivityFilter.def.innerType.shape.text }),
    response: z.array(ActivityId),
  },
  'activity:job': { request: z.strictObject({ activityId: ActivityId }), response: z.nullable(Job) },
  /** Asks with a native save dialog; `path` is null when it was closed. */
  'activity:export': {
    request: z.strictObject({ format: ActivityFormat, filter: ActivityFilter }),
    response: z.object({ path: z.nullable(z.string()), count: z.int() }),
  },
} as const;
