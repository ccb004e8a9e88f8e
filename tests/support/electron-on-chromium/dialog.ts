import type { Dialog, MessageBoxOptions } from 'electron';
import { serving } from './not-served.ts';

/**
 * There is nobody to click: every dialog is answered as if it had been cancelled, and says so. Tests that
 * want another answer put a function of their own in the place of these.
 */
function cancelled<T>(
  name: string,
  options: { readonly title?: string; readonly message?: string },
  answer: T,
): Promise<T> {
  process.stderr.write(`${name} cancelled: ${options.message ?? options.title ?? ''}\n`);
  return Promise.resolve(answer);
}

/** A window may stand before the options. */
function optionsOf(args: readonly unknown[]): MessageBoxOptions {
  return args.at(-1) as MessageBoxOptions;
}

/** The button that Escape stands for: `cancelId`, or the one called Cancel or No, or 0. */
function cancelButton({ cancelId, buttons = [] }: MessageBoxOptions): number {
  if (cancelId !== undefined) return cancelId;
  return Math.max(
    0,
    buttons.findIndex((button) => ['cancel', 'no'].includes(button.replace('&', '').toLowerCase())),
  );
}

export const dialog = serving<Dialog>('dialog', {
  showSaveDialog: (...args: unknown[]) =>
    cancelled('save dialog', optionsOf(args), { canceled: true, filePath: '' }),
  showOpenDialog: (...args: unknown[]) =>
    cancelled('open dialog', optionsOf(args), { canceled: true, filePaths: [] }),
  showMessageBox: (...args: unknown[]) => {
    const options = optionsOf(args);
    const checkboxChecked = options.checkboxChecked ?? false;
    return cancelled('message box', options, { response: cancelButton(options), checkboxChecked });
  },
  showErrorBox: (title: string, content: string) => {
    process.stderr.write(`error box: ${title}: ${content}\n`);
  },
});
