import { readFile } from 'node:fs/promises';
import { knownHostKeys } from './known-hosts.ts';
import type { HostKey } from './target.ts';

/** The host keys that the user's own SSH client knows for a host. A file that is not there knows none. */
export async function readKnownHosts(
  path: string,
  host: string,
  port: number,
): Promise<readonly Pick<HostKey, 'type' | 'blob'>[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return knownHostKeys(text, host, port).keys;
}
