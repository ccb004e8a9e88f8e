import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../shared/ipc/result.ts';
import type { RegionId } from '../../shared/model/ids.ts';
import type { Logon } from '../../shared/model/server.ts';
import type { SshConfigHost, SshConfigImported, SshConfigListing } from '../../shared/model/ssh-config.ts';
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
import { checkServerEntry, type ServerEntry } from './server-rules.ts';
import type { ReadKnownHosts } from './server-targets.ts';
import type { Servers } from './servers.ts';

interface Dependencies {
  readonly regions: Regions;
  readonly servers: Servers;
  readonly readKnownHosts: ReadKnownHosts;
  readonly homeFolder: string;
}

/** More than a window has room for; each has to be compared with all lines. */
const maxHosts = 2000;

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
    const failed: SshConfigImported['failed'][number][] = [];
    for (const host of chosen) {
      const error = await this.#add(regionId, host);
      if (error !== undefined) failed.push({ alias: host.alias, error });
      await setImmediate();
    }
    return { added: chosen.length - failed.length, failed };
  }

  async #add(
    regionId: RegionId,
    host: SshConfigHost,
  ): Promise<NonNullable<SshConfigHost['problem']> | undefined> {
    if (host.problem !== null) return host.problem;
    try {
      await this.#parts.servers.addUnseen(regionId, entryOf(host.alias, host), logonOf(host));
      return undefined;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { code: error.code, details: error.details };
    }
  }

  async #hosts(regionId: RegionId, { settings }: UserConfig): Promise<readonly SshConfigHost[]> {
    const knownHosts = await this.#parts.readKnownHosts();
    const identities = new IdentityFiles();
    const taken: ServerEntry[] = [...this.#parts.servers.list(regionId)];
    const hosts: SshConfigHost[] = [];
    for (const alias of namedHosts(settings).slice(0, maxHosts)) {
      const resolved = resolveHost(alias, settings, this.#parts.homeFolder);
      const { host, port, user = localUser() } = resolved;
      const address = { host, port, user };
      const entry = entryOf(alias, address);
      const problem = proxyProblem(resolved) ?? entryProblem(entry, taken);
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

function entryProblem(
  entry: ServerEntry,
  taken: readonly ServerEntry[],
): SshConfigHost['problem'] | undefined {
  try {
    checkServerEntry(entry, taken);
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { code: error.code, details: error.details };
  }
}

function tokenOf(listing: object): string {
  return createHash('sha256').update(JSON.stringify(listing)).digest('hex');
}
