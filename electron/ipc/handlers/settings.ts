import type { SettingsView } from '../../../shared/model/settings.ts';
import type { Console } from '../../console/console.ts';
import type { Handlers } from '../handler-table.ts';
import type { Native } from './native.ts';
import type { SettingsNative } from './settings-native.ts';

export function settingsHandlers(
  { settings }: Pick<Console, 'settings'>,
  native: Pick<Native, 'copy'>,
  desktop: SettingsNative,
): Pick<Handlers, Extract<keyof Handlers, `settings:${string}`>> {
  const view = (): SettingsView => ({
    settings: settings.read(),
    downloadsFolder: settings.downloadsFolder,
    dataFolder: desktop.dataFolder,
    pinnedHostKeys: settings.pinnedHostKeys,
  });
  return {
    'settings:get': () => Promise.resolve(view()),
    'settings:set': (change) => {
      settings.change(change);
      return Promise.resolve(view());
    },
    'settings:choose-downloads-folder': async () => {
      const folder = await desktop.chooseFolder(settings.downloadsFolder);
      if (folder !== null) settings.setDownloadsFolder(folder);
      return view();
    },
    'settings:reset-downloads-folder': async () => {
      settings.setDownloadsFolder(null);
      return Promise.resolve(view());
    },
    'settings:forget-host-keys': async () => {
      await settings.forgetHostKeys();
      return view();
    },
    'settings:check-keychain': async () => ({ state: await settings.checkKeychain() }),
    'settings:copy-diagnostics': async () => {
      await native.copy(JSON.stringify({ ...desktop.facts(), ...(await settings.facts()) }, null, 2));
      return {};
    },
    'settings:show-data-folder': desktop.showDataFolder,
  };
}
