import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { KnownHosts } from './known-hosts.ts';

/** Where the system's SSH client looks (ssh_config(5), UserKnownHostsFile and GlobalKnownHostsFile). */
export function knownHostsFiles(sshFolder: string): readonly string[] {
  return ['known_hosts', 'known_hosts2'].flatMap((name) => [
    join(sshFolder, name),
    posix.join('/etc/ssh', `ssh_${name}`),
  ]);
}

/** What the user's SSH client knows of hosts' keys. A file that is not there knows nothing; revoked in one is revoked. */
export async function readKnownHosts(paths: readonly string[]): Promise<KnownHosts> {
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8').catch(() => '')));
  return new KnownHosts(texts.join('\n'));
}
