import type { Shell } from 'electron';
import { serving } from './not-served.ts';

/** What the application has asked the desktop for. Nothing of it is done. */
const asked: string[] = [];

function record(call: string, target: string): void {
  asked.push(`${call} ${target}`);
  process.stderr.write(`shell.${call}: ${target}\n`);
}

/** Beside Electron's members: `asked`, for tests to read. */
export const shell = serving<Shell & { readonly asked: readonly string[] }>('shell', {
  asked,
  openExternal(url: string) {
    record('openExternal', url);
    return Promise.resolve();
  },
  openPath(path: string) {
    record('openPath', path);
    return Promise.resolve('');
  },
  showItemInFolder(path: string) {
    record('showItemInFolder', path);
  },
  beep() {
    record('beep', '');
  },
});
