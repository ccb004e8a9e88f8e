import * as z from 'zod/mini';
import { AppStatus } from '../../model/app-status.ts';
import { JobId } from '../../model/ids.ts';
import { done, nothing } from './fields.ts';

export const appChannels = {
  'app:status': { request: nothing, response: AppStatus },
  /** Sets a damaged store aside and goes on with its backup; the page is loaded anew then. */
  'app:restore-backup': { request: nothing, response: done },
  /** Sets a damaged store aside for which there is no backup, and goes on with an empty one. */
  'app:start-anew': { request: nothing, response: done },
  /** Tells of a finished job on the desktop; not while the window has the focus. */
  'app:notify': {
    request: z.strictObject({
      jobId: JobId,
      title: z.string().check(z.maxLength(200)),
      body: z.string().check(z.maxLength(500)),
    }),
    response: z.object({ shown: z.boolean() }),
  },
  /** Whether the native menu's commands can be chosen now: not while the window starts, nor beside an open dialog. */
  'app:enable-commands': { request: z.strictObject({ enabled: z.boolean() }), response: done },
} as const;
