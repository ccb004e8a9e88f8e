import { AppStatus } from '../../model/app-status.ts';
import { done, nothing } from './fields.ts';

export const appChannels = {
  'app:status': { request: nothing, response: AppStatus },
  /** Sets a damaged store aside and goes on with its backup; the page is loaded anew then. */
  'app:restore-backup': { request: nothing, response: done },
  /** Sets a damaged store aside for which there is no backup, and goes on with an empty one. */
  'app:start-anew': { request: nothing, response: done },
} as const;
