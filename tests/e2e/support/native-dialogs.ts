import type { Application } from './application.ts';

/** Answers the native save dialog from now on: with a path, or null for Cancel. */
export async function answerSaveDialog({ electron }: Application, path: string | null): Promise<void> {
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' });
  }, path);
}

/** Answers the native save dialog with Cancel; the promise inside is kept when it was asked. */
export async function cancelSaveDialog({ electron }: Application): Promise<{ asked: Promise<void> }> {
  const asked = await electron.evaluateHandle(({ dialog }) => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    dialog.showSaveDialog = () => {
      resolve(undefined);
      return Promise.resolve({ canceled: true, filePath: '' });
    };
    return { promise };
  });
  return { asked: asked.evaluate(({ promise }) => promise) };
}

/** Answers the native file dialog from now on. */
export async function answerOpenDialog({ electron }: Application, path: string): Promise<void> {
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, path);
}
