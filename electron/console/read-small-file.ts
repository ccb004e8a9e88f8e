import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { AppError } from '../../shared/ipc/result.ts';
import { isNetworkPath } from '../ssh-config/network-path.ts';

/**
 * The first bytes of a file that the user named; no pipe and no device, which would be waited for, and nothing on
 * another machine's share. Errors: `file-not-readable`.
 */
export async function readSmallFile(path: string, limitBytes: number): Promise<Buffer> {
  try {
    if (isNetworkPath(path)) throw new Error('a network path');
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK || 0));
    try {
      const stats = await file.stat();
      if (!stats.isFile()) throw new Error('not a file');
      const room = Buffer.alloc(Math.min(stats.size, limitBytes));
      let length = 0;
      for (let read = -1; read !== 0 && length < room.length; length += read)
        ({ bytesRead: read } = await file.read(room, length, room.length - length, length));
      return room.subarray(0, length);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new AppError('file-not-readable', { path }, { cause: error });
  }
}
