import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { AppError } from '../../shared/ipc/result.ts';

/** A thousand times as long as people's files are. */
const maxLength = 1024 * 1024;

/**
 * The bytes of a configuration file, or undefined where there is none.
 * Errors: `file-not-readable` for what can't be read, is no file, or is far too long.
 */
export async function readConfigFile(path: string): Promise<Buffer | undefined> {
  try {
    // Not a pipe or device, which would be waited for.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK || 0));
    try {
      const stat = await file.stat();
      if (!stat.isFile() || stat.size > maxLength) throw new Error('not a file of this kind');
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new AppError('file-not-readable', { path }, { cause: error });
  }
}
