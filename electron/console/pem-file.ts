import { randomBytes } from 'node:crypto';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../shared/ipc/result.ts';

/**
 * Writes a private key to `path` so that the file is there whole or not at all: a new file of mode 0600 beside it,
 * flushed, then put in place. Errors: `disk-full`, `download-folder-not-writable`.
 *
 * @param replace whether a file that is already there may be replaced; without it, the next free name
 *   (`name (1).pem`) is taken.
 * @returns the path of the file that was written.
 */
export async function savePemFile(path: string, pem: string, replace: boolean): Promise<string> {
  try {
    await mkdir(dirname(path), { recursive: true });
    return await place(path, pem, replace);
  } catch (error) {
    throw toAppError(error, dirname(path));
  }
}

async function place(path: string, pem: string, replace: boolean): Promise<string> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}`);
  try {
    await writeFlushed(temporary, pem);
    if (!replace) return await linkToFreeName(temporary, path);
    await rename(temporary, path);
    return path;
  } finally {
    await rm(temporary, { force: true });
  }
}

async function writeFlushed(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A hard link never replaces a file that somebody else has just made, as a rename would. */
async function linkToFreeName(temporary: string, path: string): Promise<string> {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const candidate = attempt === 0 ? path : path.replace(/\.pem$/, ` (${attempt}).pem`);
    try {
      await link(temporary, candidate);
      return candidate;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
  throw new AppError('download-folder-not-writable', { folder: dirname(path) });
}

function toAppError(error: unknown, folder: string): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('disk-full', { folder }, { cause: error });
  return new AppError('download-folder-not-writable', { folder }, { cause: error });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && !(error instanceof AppError)
    ? String(error.code)
    : undefined;
}
