import { clipboard, dialog, type BrowserWindow } from 'electron';
import { AppError } from '../../../shared/ipc/result.ts';

/** What the handlers need of the desktop: dialogs that belong to the window, and the clipboard. */
export interface Native {
  /** The path that the user chose; `download-cancelled` when the dialog was closed. */
  readonly chooseSavePath: (suggested: string) => Promise<string>;
  readonly chooseKeyFile: () => Promise<string | null>;
  readonly copy: (text: string) => Promise<void>;
}

export function createNative(currentWindow: () => BrowserWindow | undefined, sshFolder: string): Native {
  return {
    chooseSavePath: async (suggested) => {
      const options = { defaultPath: suggested, filters: [{ name: 'PEM', extensions: ['pem'] }] };
      const window = currentWindow();
      const { canceled, filePath } = window
        ? await dialog.showSaveDialog(window, options)
        : await dialog.showSaveDialog(options);
      if (canceled || filePath === '') throw new AppError('download-cancelled');
      return filePath;
    },
    chooseKeyFile: async () => {
      const options = { defaultPath: sshFolder, properties: ['openFile', 'showHiddenFiles'] } as const;
      const window = currentWindow();
      const { filePaths } = window
        ? await dialog.showOpenDialog(window, { ...options, properties: [...options.properties] })
        : await dialog.showOpenDialog({ ...options, properties: [...options.properties] });
      return filePaths[0] ?? null;
    },
    copy: async (text) => {
      await clipboard.writeText(text);
    },
  };
}
