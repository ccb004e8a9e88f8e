import { clipboard, dialog, shell, type BrowserWindow } from 'electron';
import { openInTerminal } from '../../window/open-terminal.ts';
import type { Command } from '../../window/terminal-command.ts';

/** What the save dialog calls a kind of file, and how the names of its files end. */
export interface FileKind {
  readonly name: string;
  readonly extensions: readonly string[];
}

/** What the handlers need of the desktop: dialogs that belong to the window, and the clipboard. */
export interface Native {
  /** The path that the user chose; null when the dialog was closed. */
  readonly chooseSavePath: (suggested: string, kind?: FileKind) => Promise<string | null>;
  readonly chooseKeyFile: () => Promise<string | null>;
  readonly copy: (text: string) => Promise<void>;
  /** The text on the clipboard; empty where there is none. */
  readonly readClipboard: () => Promise<string>;
  readonly showInFolder: (path: string) => Promise<void>;
  /** Opens a command in the system's terminal. Error: `terminal-not-found`. */
  readonly openTerminal: (command: Command) => Promise<void>;
}

export function createNative(currentWindow: () => BrowserWindow | undefined, sshFolder: string): Native {
  return {
    chooseSavePath: async (suggested, kind) => {
      const filters = kind === undefined ? [] : [{ name: kind.name, extensions: [...kind.extensions] }];
      const options = { defaultPath: suggested, filters };
      const window = currentWindow();
      const { canceled, filePath } = window
        ? await dialog.showSaveDialog(window, options)
        : await dialog.showSaveDialog(options);
      return canceled || filePath === '' ? null : filePath;
    },
    chooseKeyFile: async () => {
      const options = { defaultPath: sshFolder, properties: ['openFile', 'showHiddenFiles'] } as const;
      const window = currentWindow();
      const { filePaths } = window
        ? await dialog.showOpenDialog(window, { ...options, properties: [...options.properties] })
        : await dialog.showOpenDialog({ ...options, properties: [...options.properties] });
      return filePaths[0] ?? null;
    },
    openTerminal: (command) => openInTerminal(command),
    showInFolder: (path) => {
      shell.showItemInFolder(path);
      return Promise.resolve();
    },
    copy: async (text) => {
      await clipboard.writeText(text);
    },
    readClipboard: async () => clipboard.readText(),
  };
}
