import { app, dialog, shell, type BrowserWindow } from 'electron';
import { arch, platform, release } from 'node:os';

/** What the settings need of the desktop: a folder dialog, the file manager, and what this computer runs. */
export interface SettingsNative {
  readonly dataFolder: string;
  /** Null when the dialog was closed. */
  readonly chooseFolder: (present: string) => Promise<string | null>;
  readonly showDataFolder: () => Promise<Record<string, never>>;
  /** Versions and platform: nothing that names the user, the computer, or a server. */
  readonly facts: () => Readonly<Record<string, string>>;
}

export function createSettingsNative(
  currentWindow: () => BrowserWindow | undefined,
  storePath: string,
  dataFolder: string,
): SettingsNative {
  return {
    dataFolder,
    chooseFolder: async (present) => {
      const options = {
        defaultPath: present,
        properties: ['openDirectory' as const, 'createDirectory' as const],
      };
      const window = currentWindow();
      const { filePaths } = window
        ? await dialog.showOpenDialog(window, options)
        : await dialog.showOpenDialog(options);
      return filePaths[0] ?? null;
    },
    showDataFolder: () => {
      shell.showItemInFolder(storePath);
      return Promise.resolve({});
    },
    facts: () => {
      const { electron, chrome, node } = process.versions;
      const system = { platform: platform(), release: release(), arch: arch() };
      return { latchkey: app.getVersion(), electron, chrome, node, ...system };
    },
  };
}
