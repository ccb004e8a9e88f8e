import { AppError } from '../../shared/ipc/result.ts';
import type { HostKeyFingerprint, Server } from '../../shared/model/server.ts';
import {
  hostProblem,
  isKnownNotLinux,
  portProblem,
  serverNameProblem,
  userProblem,
} from '../../shared/model/server.ts';
import { shellWord } from './shell-word.ts';

export type ServerEntry = Pick<Server, 'name' | 'host' | 'port' | 'user'>;

/** Refuses fields that are wrong, and a name or address that another server of the region has. */
export function checkServerEntry(entry: ServerEntry, others: readonly ServerEntry[]): void {
  const refusal = entryRefusal(entry, others);
  if (refusal) throw refusal;
}

/** The same as an answer; null where there is nothing to refuse. */
export function entryRefusal(entry: ServerEntry, others: readonly ServerEntry[]): AppError | null {
  const problems = {
    'server-name-invalid': serverNameProblem(entry.name),
    'server-host-invalid': hostProblem(entry.host),
    'server-port-invalid': portProblem(entry.port),
    'server-user-invalid': userProblem(entry.user),
  } as const;
  for (const [code, problem] of Object.entries(problems)) {
    if (problem) return new AppError(code as keyof typeof problems, { problem });
  }
  if (others.some(({ name }) => name === entry.name))
    return new AppError('server-name-taken', { name: entry.name });
  const same = others.find(
    ({ host, port, user }) =>
      host.toLowerCase() === entry.host.toLowerCase() && port === entry.port && user === entry.user,
  );
  return same ? new AppError('server-address-taken', { name: same.name }) : null;
}

/** Error: `server-not-linux`, with what it is instead. */
export function checkLinux(server: Pick<Server, 'os'>): void {
  if (isKnownNotLinux(server)) throw new AppError('server-not-linux', { os: server.os.name });
}

/** Host keys as text, one line each: name, address, type, fingerprint. */
export function hostKeyList(
  keys: readonly (HostKeyFingerprint & { readonly server: Pick<Server, 'name' | 'host' | 'port'> })[],
): string {
  return keys
    .map(({ server, type, sha256 }) =>
      [server.name, `${server.host}:${server.port}`, type, sha256].join('\t'),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** The same as arguments: names are never taken for options. */
export function sshArguments(
  { host, port, user }: ServerEntry,
  keyFile: string | null,
): [string, ...string[]] {
  const identity = keyFile === null ? [] : ['-i', keyFile];
  return ['ssh', '-p', String(port), ...identity, '-l', user, '--', host];
}

/** The command that a person would type to log on, with the private key file that opens the server where one is known. */
export function sshCommand(
  { host, port, user }: ServerEntry,
  keyFile: string | null,
  platform: NodeJS.Platform,
): { readonly command: string; readonly namesKeyFile: boolean } {
  const identity = keyFile === null ? undefined : shellWord(keyFile, platform);
  const words = [
    'ssh',
    ...(identity === undefined ? [] : ['-i', identity]),
    ...(port === 22 ? [] : ['-p', String(port)]),
    `${user}@${host}`,
  ];
  return { command: words.join(' '), namesKeyFile: identity !== undefined };
}
