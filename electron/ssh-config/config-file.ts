import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { AppError } from '../../shared/ipc/result.ts';
import { isNetworkPath } from './network-path.ts';

/** A thousand times as long as people's files are. */
export const maxConfigBytes = 1024 * 1024;

/**
 * The bytes of a configuration file, or undefined where there is none. Nothing on another machine's share is asked for:
 * Windows would log on there.
 * Errors: `file-not-readable` for what can't be read, is no file, or is longer than the limit.
 */
export async function readConfigFile(path: string, limitBytes = maxConfigBytes): Promise<Buffer | undefined> {
  try {
    if (isNetworkPath(path)) throw new Error('a network path');
    // Not a pipe or device, which would be waited for.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK || 0));
    try {
      return await readWhole(file, limitBytes);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new AppError('file-not-readable', { path }, { cause: error });
  }
}

/** One that grows while it is read, or has more to read than its size says, is being written or is none. */
async function readWhole(file: FileHandle, limitBytes: number): Promise<Buffer> {
  const stat = await file.stat();
  if (!stat.isFile() || stat.size > limitBytes) throw new Error('not a file of this kind');
  const room = Buffer.alloc(stat.size + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length < room.length; length += read)
    ({ bytesRead: read } = await file.read(room, length, room.length - length, length));
  if (length > stat.size) throw new Error('longer than it says');
  return room.subarray(0, length);
}
