import process from 'node:process';

/**
 * Whether a path leads to another machine's share: Windows would log on there, and say who asks. It takes slashes of
 * both kinds at the start; elsewhere two slashes are one.
 */
export function isNetworkPath(path: string, platform: NodeJS.Platform = process.platform): boolean {
  return path.startsWith('\\\\') || (platform === 'win32' && /^[\\/]{2}/.test(path));
}
