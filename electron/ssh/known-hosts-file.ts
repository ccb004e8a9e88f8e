import { readFile } from 'node:fs/promises';
import { knownHostKeys, type KnownHostKeys } from './known-hosts.ts';

/** What the user's own SSH client knows of a host's keys. A file that is not there knows nothing. */
export async function readKnownHosts(
  path: string,
  host: string,
  port: number,
): Promise<Pick<KnownHostKeys, 'keys' | 'revoked'>> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return knownHostKeys(text, host, port);
}
