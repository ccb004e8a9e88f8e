import { closeSync, openSync, readSync, statSync } from 'node:fs';

const mark = 'PuTTY-User-Key-File-';

/** Whether a file's content is PuTTY's, which ssh can't read, whatever the file is called. */
export function isPutty(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, mark.length) === mark;
}

/** Whether there is a file that can be read, and is none of PuTTY's. */
export function isForOpenssh(path: string): boolean {
  const start = Buffer.alloc(mark.length);
  try {
    // Opening a pipe would wait for whoever writes to it.
    if (!statSync(path).isFile()) return false;
    const file = openSync(path, 'r');
    try {
      readSync(file, start, 0, start.length, 0);
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
  return !isPutty(start);
}
