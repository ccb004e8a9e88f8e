import { lstat, mkdir, realpath, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../shared/ipc/result.ts';
import { readConfigFile } from '../ssh-config/config-file.ts';
import type { TextChange } from './config-file-change.ts';
import { saveFile } from './save-file.ts';

/** Refuses a file that is not as it was shown any more. Errors: `ssh-config-changed`, `file-not-readable`. */
export async function checkUnchanged({ path, before }: TextChange): Promise<void> {
  const text = (await readConfigFile(path))?.toString('latin1') ?? '';
  if (text !== before) throw new AppError('ssh-config-changed', { path });
}

/**
 * Puts the new bytes in the place of the old ones, whole or not at all. A link stays a link, and a file keeps its mode; a
 * new one is its owner's alone.
 * Errors: `ssh-config-changed`, `ssh-config-not-writable`, `disk-full`.
 */
export async function replaceConfigFile(change: TextChange): Promise<void> {
  const { path, after } = change;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const target = await targetOf(path);
    if (after === '' && target === path) {
      await checkUnchanged(change);
      await rm(path, { force: true });
      return;
    }
    const mode = await modeOf(target);
    const check = (): Promise<void> => checkUnchanged(change);
    await saveFile(target, Buffer.from(after, 'latin1'), { mode, replace: true, check });
  } catch (error) {
    if (error instanceof AppError && error.code !== 'file-not-writable') throw error;
    throw new AppError('ssh-config-not-writable', { path }, { cause: error });
  }
}

/** A link that leads nowhere is not replaced: what it stands for may come back. */
async function targetOf(path: string): Promise<string> {
  const file = await lstat(path).catch(() => undefined);
  return file?.isSymbolicLink() === true ? realpath(path) : path;
}

/** A file of another account would become this one's. */
async function modeOf(path: string): Promise<number> {
  const file = await stat(path).catch(() => undefined);
  if (file === undefined) return 0o600;
  if (process.getuid !== undefined && file.uid !== process.getuid())
    throw new AppError('ssh-config-not-writable', { path });
  return file.mode & 0o7777;
}
