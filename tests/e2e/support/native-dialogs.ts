import type { Application } from './application.ts';

/** Answers the native save dialog from now on: with a path, or null for Cancel. */
export async function answerSaveDialog({ electron }: Application, path: string | null): Promise<void> {
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' });
  }, path);
}

/** Answers the native file dialog from now on. */
export async function answerOpenDialog({ electron }: Application, path: string): Promise<void> {
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, path);
}
