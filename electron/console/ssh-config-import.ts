import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../shared/ipc/result.ts';
import type { RegionId } from '../../shared/model/ids.ts';
import type { Logon } from '../../shared/model/server.ts';
import type { SshConfigHost, SshConfigImported, SshConfigListing } from '../../shared/model/ssh-config.ts';
import type { KeyFiles } from '../keys/key-files.ts';
import { readUserConfig, type UserConfig } from '../ssh-config/read-config.ts';
import {
  hostWildcards,
  localUser,
  matchBlockCount,
  namedHosts,
  resolveHost,
  type ResolvedHost,
} from '../ssh-config/resolve-host.ts';
import { IdentityFiles } from './identity-file.ts';
import type { Regions } from './regions.ts';
import { entryRefusal, type ServerEntry } from './server-rules.ts';
import type { ReadKnownHosts } from './server-targets.ts';
import type { Newcomer, Servers } from './servers.ts';

interface Dependencies {
  readonly regions: Regions;
  readonly servers: Servers;
  readonly readKnownHosts: ReadKnownHosts;
  readonly keyFiles: KeyFiles;
  readonly homeFolder: string;
}

/** More than a window has room for; each has to be compared with all lines. */
const maxHosts = 2000;

/** So many are added in one commit, and other work has its turn before the next ones. */
const atOnce = 100;

type Problem = NonNullable<SshConfigHost['problem']>;
type Failure = SshConfigImported['failed'][number];

/** Takes servers over from the user's own `~/.ssh/config`. */
export class SshConfigImport {
  readonly #parts: Dependencies;

  constructor(parts: Dependencies) {
    this.#parts = parts;
  }

  /** What it would add. Errors: `file-not-readable`, `ssh-config-invalid`, `region-lists-servers`. */
  async list(regionId: RegionId): Promise<SshConfigListing> {
    this.#parts.regions.checkTakesServers(regionId);
    const { homeFolder } = this.#parts;
    const config = await readUserConfig(homeFolder);
    const settings = config?.settings ?? [];
    const listing = {
      path: join(homeFolder, '.ssh', 'config'),
      isThere: config !== undefined,
      hosts: config === undefined ? [] : await this.#hosts(regionId, config),
      moreHosts: Math.max(0, namedHosts(settings).length - maxHosts),
      wildcards: hostWildcards(settings),
      matchBlocks: matchBlockCount(settings),
      includeProblems: config?.problems ?? [],
    };
    return { ...listing, token: tokenOf(listing) };
  }

  /**
   * Adds the named ones without connecting to any: their status is unknown until they are refreshed.
   * Errors: `ssh-config-changed` where it is no longer what was listed, and those of `list`.
   */
  async import(regionId: RegionId, aliases: readonly string[], token: string): Promise<SshConfigImported> {
    const listing = await this.list(regionId);
    if (listing.token !== token) throw new AppError('ssh-config-changed', { path: listing.path });
    const named = new Set(aliases);
    const chosen = listing.hosts.filter(({ alias }) => named.has(alias));
    const failed = chosen.flatMap(({ alias, problem }) => (problem ? [{ alias, error: problem }] : []));
    const sound = chosen.filter(({ problem }) => problem === null);
    for (let start = 0; start < sound.length; start += atOnce) {
      failed.push(...this.#add(regionId, sound.slice(start, start + atOnce)));
      await setImmediate();
    }
    return { added: chosen.length - failed.length, failed };
  }

  /** All at once. Where the store fails, none of them is added. */
  #add(regionId: RegionId, hosts: readonly SshConfigHost[]): readonly Failure[] {
    const newcomers = hosts.map((host) => ({ entry: entryOf(host.alias, host), logon: logonOf(host) }));
    const refusals = this.#tryToAdd(regionId, newcomers);
    return hosts.flatMap(({ alias }, index) => {
      const refusal = refusals instanceof AppError ? refusals : refusals[index];
      return refusal ? [{ alias, error: problemOf(refusal) }] : [];
    });
  }

  #tryToAdd(regionId: RegionId, newcomers: readonly Newcomer[]): AppError | readonly (AppError | null)[] {
    try {
      return this.#parts.servers.addUnseen(regionId, newcomers);
    } catch (error) {
      if (error instanceof AppError) return error;
      throw error;
    }
  }

  async #hosts(regionId: RegionId, { settings }: UserConfig): Promise<readonly SshConfigHost[]> {
    const knownHosts = await this.#parts.readKnownHosts();
    const identities = new IdentityFiles(this.#parts.keyFiles);
    const taken: ServerEntry[] = [...this.#parts.servers.list(regionId)];
    const hosts: SshConfigHost[] = [];
    for (const alias of namedHosts(settings).slice(0, maxHosts)) {
      const resolved = resolveHost(alias, settings, this.#parts.homeFolder);
      const { host, port, user = localUser() } = resolved;
      const address = { host, port, user };
      const entry = entryOf(alias, address);
      const refusal = entryRefusal(entry, taken);
      const problem = proxyProblem(resolved) ?? (refusal ? problemOf(refusal) : undefined);
      if (problem === undefined) taken.push(entry);
      const logon = await logonBy(identities, resolved);
      const isHostKeyKnown = problem === undefined && knownHosts.of(host, port).keys.length > 0;
      hosts.push({ alias, ...address, logon, isHostKeyKnown, problem: problem ?? null });
      // Other work has its turn: a thousand hosts, each compared with all lines, take a second.
      await setImmediate();
    }
    return hosts;
  }
}

function entryOf(name: string, { host, port, user }: Omit<ServerEntry, 'name'>): ServerEntry {
  return { name, host, port, user };
}

/** A file that the configuration does not name, and that has a passphrase, is one that an agent most likely holds. */
async function logonBy(
  identities: IdentityFiles,
  { identityFiles, areDefaults }: ResolvedHost,
): Promise<SshConfigHost['logon']> {
  const identity = await identities.firstOf(identityFiles);
  const isForAgent = identity === undefined || (areDefaults && identity.isEncrypted);
  return isForAgent ? { kind: 'agent' } : { kind: 'key-file', ...identity };
}

function logonOf({ logon }: SshConfigHost): Logon {
  if (logon.kind === 'agent') return logon;
  return { kind: 'key-file', path: logon.path, passphrase: logon.isEncrypted ? 'ask' : 'none' };
}

/** Latchkey connects to machines directly. */
function proxyProblem({ proxy }: ResolvedHost): SshConfigHost['problem'] | undefined {
  return proxy === undefined ? undefined : { code: 'server-behind-proxy', details: { proxy } };
}

function problemOf({ code, details }: AppError): Problem {
  return { code, details };
}

function tokenOf(listing: object): string {
  return createHash('sha256').update(JSON.stringify(listing)).digest('hex');
}
