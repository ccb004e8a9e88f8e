import { dialog, type BrowserWindow } from 'electron';
import { join } from 'node:path';
import type { ActivityFormat } from '../../../shared/model/activity.ts';
import { texts } from '../../../shared/texts/texts.ts';
import { saveFile } from '../../console/save-file.ts';

/** What the activity needs of the desktop: where to write an export, and the writing of it. */
export interface ActivityNative {
  /** Null when the dialog was closed. */
  readonly chooseExportPath: (suggestedName: string, format: ActivityFormat) => Promise<string | null>;
  /** Whole or not at all, readable by the user alone. Errors: `disk-full`, `file-not-writable`. */
  readonly writeExport: (path: string, text: string) => Promise<void>;
}

const filters = {
  jsonl: { name: texts.native.fileKinds.jsonl, extensions: ['jsonl'] },
  csv: { name: texts.native.fileKinds.csv, extensions: ['csv'] },
} as const;

export function createActivityNative(
  currentWindow: () => BrowserWindow | undefined,
  documentsFolder: () => string,
): ActivityNative {
  return {
    chooseExportPath: async (suggestedName, format) => {
      const { name, extensions } = filters[format];
      const defaultPath = join(documentsFolder(), suggestedName);
      const options = { defaultPath, filters: [{ name, extensions: [...extensions] }] };
      const window = currentWindow();
      const { canceled, filePath } = window
        ? await dialog.showSaveDialog(window, options)
        : await dialog.showSaveDialog(options);
      return canceled || filePath === '' ? null : filePath;
    },
    writeExport: async (path, text) => {
      await saveFile(path, text, { mode: 0o600, replace: true });
    },
  };
}
