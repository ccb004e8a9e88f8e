import { AppError } from '../../shared/ipc/result.ts';
import type { KeyPairId, RegionId, ServerId } from '../../shared/model/ids.ts';
import { StatusProblem, type Server } from '../../shared/model/server.ts';
import type { Store } from '../store/store.ts';
import type { ConsoleEvents } from './console-events.ts';
import { isForOpenssh } from './putty-file.ts';

/** The servers' records: every change of one is told to whoever shows it. */
export class ServerRecords {
  readonly #store: Store;
  readonly #events: ConsoleEvents;

  constructor(store: Store, events: ConsoleEvents) {
    this.#store = store;
    this.#events = events;
  }

  list(regionId: RegionId): readonly Server[] {
    return this.#store.servers.list(regionId);
  }

  get(id: ServerId): Server {
    const server = this.#store.servers.find(id);
    if (!server) throw new AppError('server-not-found');
    return server;
  }

  /** The name of the key pair that opens the server; null where it is opened by something else. */
  keyPairName(server: Server): string | null {
    const id = openingKeyPair(server);
    return id === null ? null : (this.#store.keyPairs.find(id)?.name ?? null);
  }

  /** A private key file that opens the server: the one of its key pair that was saved, or that Latchkey logs on with. */
  keyFile(server: Server): string | null {
    const id = openingKeyPair(server);
    const { logon } = server;
    const saved = id === null ? undefined : this.#store.keyPairs.savedPath(id);
    if (saved !== undefined && isForOpenssh(saved)) return saved;
    return logon.kind === 'key-file' ? logon.path : null;
  }

  update(id: ServerId, change: Partial<Server>): Server {
    const before = this.get(id);
    // A status that was found is no longer in doubt.
    const { statusProblem = change.status === undefined ? before.statusProblem : null } = change;
    const server = { ...before, ...change, statusProblem };
    this.#store.servers.update(server);
    this.announce(server);
    if (before.boundKeyPairId !== server.boundKeyPairId) this.#events.keyPairsChanged(server.regionId);
    return server;
  }

  /** Does what needs the machine. One that shows another host key than the accepted one is not known to be running. */
  async watching<T>(id: ServerId, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const { data: statusProblem } = StatusProblem.safeParse(error instanceof AppError ? error.code : null);
      if (statusProblem && this.#store.servers.find(id))
        this.update(id, { status: 'unknown', statusProblem });
      throw error;
    }
  }

  announce(...servers: readonly [Server, ...Server[]]): void {
    this.#events.serversChanged(servers[0].regionId, servers, []);
  }

  /** The key pair that was bound to it counts one server less. */
  announceUnbound({ regionId, boundKeyPairId }: Server): void {
    if (boundKeyPairId !== null) this.#events.keyPairsChanged(regionId);
  }

  announceRemoval(server: Server): void {
    this.#events.serversChanged(server.regionId, [], [server.id]);
    this.announceUnbound(server);
  }
}

function openingKeyPair({ boundKeyPairId, logon }: Server): KeyPairId | null {
  return boundKeyPairId ?? (logon.kind === 'key-pair' ? logon.keyPairId : null);
}
