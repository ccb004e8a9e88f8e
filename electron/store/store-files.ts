import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../shared/ipc/result.ts';

const ownerWrites = 0o200;
const othersMay = 0o077;
const sticky = 0o1000;

/** The files that SQLite keeps beside a store. */
export function companions(path: string): { readonly log: string; readonly index: string } {
  return { log: `${path}-wal`, index: `${path}-shm` };
}

/** Everything that together is one store. */
export function storeFiles(path: string): readonly string[] {
  const { log, index } = companions(path);
  return [path, index, log];
}

/** Makes the store's folder, for its owner alone. A folder that is shared by design, such as /tmp, stays shared. */
export function makePrivateFolder(folder: string): void {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { mode } = fs.statSync(folder);
  if ((mode & othersMay) !== 0 && (mode & sticky) === 0) fs.chmodSync(folder, 0o700);
}

/** Takes away what others may do with a store that was copied here by other means. */
export function makePrivateFiles(path: string): void {
  for (const file of storeFiles(path)) {
    const mode = fs.statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
    if ((mode & othersMay) !== 0) fs.chmodSync(file, 0o600);
  }
}

/** Errors: `store-read-only`. Asks the mode as well: root may write everywhere, but is not meant to. */
export function assertWritable(path: string): void {
  for (const entry of [path, dirname(path)]) {
    fs.accessSync(entry, fs.constants.R_OK | fs.constants.W_OK);
    if ((fs.statSync(entry).mode & ownerWrites) === 0) throw new AppError('store-read-only');
  }
}

/** Writes a new file with mode 0600, on disk when it returns. A file that could not be completed is removed. */
export function writePrivateFile(path: string, content: Buffer): void {
  const file = fs.openSync(path, 'wx', 0o600);
  try {
    fs.writeFileSync(file, content);
    fs.fsyncSync(file);
  } catch (error) {
    fs.rmSync(path, { force: true });
    throw error;
  } finally {
    fs.closeSync(file);
  }
}

export function syncFile(path: string): void {
  const file = fs.openSync(path, 'r+');
  try {
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}

/** Makes renames in a folder last. Windows has no such call, and does it by itself. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}
