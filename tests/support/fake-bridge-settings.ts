import type { Channel } from '../../shared/ipc/channels.ts';
import type { Request, Response } from '../../shared/ipc/contract.ts';
import {
  defaultSettings,
  Settings,
  type KeychainState,
  type SettingsView,
} from '../../shared/model/settings.ts';

type SettingsChannel = Extract<Channel, `settings:${string}`>;
type Handlers = { readonly [C in SettingsChannel]: (request: Request<C>) => Response<C> };

export function fakeSettings(keychain: () => KeychainState): Handlers {
  let settings = defaultSettings;
  let pinnedHostKeys = 12;
  const view = (): SettingsView => ({
    settings,
    downloadsFolder: settings.downloadsFolder ?? '/home/anna/Downloads',
    dataFolder: '/home/anna/.config/Latchkey',
    pinnedHostKeys,
  });
  const change = (changes: unknown): SettingsView => {
    const { tables, ...others } = changes as Partial<Settings>;
    settings = Settings.parse({ ...settings, ...others, tables: { ...settings.tables, ...tables } });
    return view();
  };
  return {
    'settings:get': view,
    'settings:set': change,
    'settings:choose-downloads-folder': () => change({ downloadsFolder: '/home/anna/Keys' }),
    'settings:reset-downloads-folder': () => change({ downloadsFolder: null }),
    'settings:forget-host-keys': () => {
      pinnedHostKeys = 0;
      return view();
    },
    'settings:check-keychain': () => ({ state: keychain() }),
    'settings:copy-diagnostics': () => ({}),
    'settings:show-data-folder': () => ({}),
  };
}
