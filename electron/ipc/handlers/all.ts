import { AppError } from '../../../shared/ipc/result.ts';
import type { Channel } from '../../../shared/ipc/channels.ts';
import { channels } from '../../../shared/ipc/channels.ts';
import type { AppStatus } from '../../../shared/model/app-status.ts';
import type { Console } from '../../console/console.ts';
import type { Notify } from '../../window/notifier.ts';
import type { Handlers } from '../handler-table.ts';
import { activityHandlers } from './activity.ts';
import type { ActivityNative } from './activity-native.ts';
import { authorizedKeyHandlers } from './authorized-keys.ts';
import { bindingHandlers } from './bindings.ts';
import { keyPairHandlers } from './key-pairs.ts';
import { menuHandlers, type EnableCommands } from './menu.ts';
import type { Native } from './native.ts';
import { notificationHandlers } from './notifications.ts';
import { regionHandlers } from './regions.ts';
import { serverHandlers } from './servers.ts';
import { settingsHandlers } from './settings.ts';
import { sshConfigHandlers } from './ssh-config.ts';
import type { SettingsNative } from './settings-native.ts';

interface HandlerParts {
  readonly console: Console;
  readonly native: Native & ActivityNative & SettingsNative;
  readonly notify: Notify;
  readonly enableCommands: EnableCommands;
  readonly readStatus: () => Promise<AppStatus>;
}

/** A store that is open and sound is not replaced. */
const refuseInUse = (): Promise<never> => Promise.reject(new AppError('store-in-use'));

export function createHandlers({
  console,
  native,
  notify,
  enableCommands,
  readStatus,
}: HandlerParts): Handlers {
  return {
    'app:status': readStatus,
    'app:restore-backup': refuseInUse,
    'app:start-anew': refuseInUse,
    ...notificationHandlers(notify),
    ...menuHandlers(enableCommands),
    ...regionHandlers(console),
    ...keyPairHandlers(console, native, () => console.settings.downloadsFolder),
    ...serverHandlers(console, native),
    ...bindingHandlers(console),
    ...authorizedKeyHandlers(console, native),
    ...sshConfigHandlers(console, native),
    ...activityHandlers(console, native),
    ...settingsHandlers(console, native, native),
  };
}

/** What is possible without a store. */
type WithoutStore = Pick<
  Handlers,
  'app:status' | 'app:restore-backup' | 'app:start-anew' | 'app:enable-commands'
>;

/** For a start without a store: the window opens and says why, and everything else is refused. */
export function createRefusingHandlers(reason: AppError, possible: WithoutStore): Handlers {
  const refuse = (): Promise<never> => Promise.reject(reason);
  const refusing = Object.fromEntries(channels.map((channel) => [channel, refuse])) as Record<
    Channel,
    () => Promise<never>
  >;
  return { ...refusing, ...possible };
}
