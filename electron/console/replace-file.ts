import { lstat, mkdir, realpath, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../shared/ipc/result.ts';
import type { TextChange } from './config-file-change.ts';
import { saveFile } from './save-file.ts';

/**
 * Puts the new bytes in the place of the old ones, whole or not at all. A link stays a link, and a file keeps its mode; a
 * new one is its owner's alone.
 * Errors: `file-not-writable`, `disk-full`.
 */
export async function replaceConfigFile({ path, after }: TextChange): Promise<void> {
  if (after === '') {
    await rm(path, { force: true });
    return;
  }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const target = await targetOf(path);
  const mode = await modeOf(target);
  await saveFile(target, Buffer.from(after, 'latin1'), { mode, replace: true });
}

/** A link that leads nowhere is not replaced: what it stands for may come back. */
async function targetOf(path: string): Promise<string> {
  const link = await lstat(path).catch(() => undefined);
  if (link === undefined) return path;
  return realpath(path).catch((cause: unknown) => {
    throw new AppError('file-not-writable', { path }, { cause });
  });
}

/** A file of another account would become this one's. */
async function modeOf(path: string): Promise<number> {
  const file = await stat(path).catch(() => undefined);
  if (file === undefined) return 0o600;
  if (process.getuid !== undefined && file.uid !== process.getuid())
    throw new AppError('file-not-writable', { path });
  return file.mode & 0o7777;
}
