import * as z from 'zod/mini';
import { ActivityEntry } from '../model/activity.ts';
import { AppNotice, InterruptionEnd, PendingEnd } from '../model/app-status.ts';
import { JobId, RegionId } from '../model/ids.ts';
import { Job } from '../model/job.ts';
import { MenuCommand } from '../model/menu-command.ts';
import { Server } from '../model/server.ts';
import type { EventName } from './channels.ts';

/** Event -> payload: what main tells the window without being asked. */
export const events = {
  /** The regions are no longer what was last listed. */
  'regions:changed': z.object({}),
  /** The key pairs of a region are no longer what was last listed. */
  'key-pairs:changed': z.object({ regionId: RegionId }),
  /** These servers were added or have changed; removed ones are in `removedIds`. */
  'servers:changed': z.object({
    regionId: RegionId,
    servers: z.array(Server),
    removedIds: z.array(z.string()),
  }),
  /** What waited for a stopped server was carried out by itself; or `problem` says why somebody is needed. */
  'pending:ended': PendingEnd,
  /** These notices of interrupted actions take the place of all earlier ones; `ended` is what made the difference. */
  'interrupted:changed': z.object({ notices: z.array(AppNotice), ended: z.nullable(InterruptionEnd) }),
  'jobs:changed': Job,
  /** An action has begun or ended: its entry is new, or takes the place of the one with its id. */
  'activity:changed': ActivityEntry,
  /** The desktop's notification of a job was clicked. */
  'jobs:open': z.object({ jobId: JobId }),
  /** An item of the native menu was chosen. */
  'menu:command': z.object({ command: MenuCommand }),
} as const satisfies Record<EventName, z.ZodMiniType>;

export type EventPayload<E extends EventName> = z.infer<(typeof events)[E]>;
