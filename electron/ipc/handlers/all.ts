import { AppError } from '../../../shared/ipc/result.ts';
import type { Channel } from '../../../shared/ipc/channels.ts';
import { channels } from '../../../shared/ipc/channels.ts';
import type { AppStatus } from '../../../shared/model/app-status.ts';
import type { Console } from '../../console/console.ts';
import type { Handlers } from '../handler-table.ts';
import { bindingHandlers } from './bindings.ts';
import { keyPairHandlers } from './key-pairs.ts';
import type { Native } from './native.ts';
import { serverHandlers } from './servers.ts';

interface HandlerParts {
  readonly console: Console;
  readonly native: Native;
  readonly downloadsFolder: () => string;
  readonly readStatus: () => Promise<AppStatus>;
}

export function createHandlers({ console, native, downloadsFolder, readStatus }: HandlerParts): Handlers {
  return {
    'app:status': readStatus,
    'app:restore-backup': () => Promise.reject(new AppError('store-in-use')),
    'regions:list': () => Promise.resolve(console.regions.list()),
    ...keyPairHandlers(console, native, downloadsFolder),
    ...serverHandlers(console, native),
    ...bindingHandlers(console),
  };
}

/** For a start without a store: the window opens and says why, and all that can be done is to restore the backup. */
export function createRefusingHandlers(
  reason: AppError,
  possible: {
    readonly readStatus: Handlers['app:status'];
    readonly restoreBackup: Handlers['app:restore-backup'];
  },
): Handlers {
  const refuse = (): Promise<never> => Promise.reject(reason);
  const refusing = Object.fromEntries(channels.map((channel) => [channel, refuse])) as Record<
    Channel,
    () => Promise<never>
  >;
  return { ...refusing, 'app:status': possible.readStatus, 'app:restore-backup': possible.restoreBackup };
}
