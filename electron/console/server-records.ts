import { AppError } from '../../shared/ipc/result.ts';
import type { RegionId, ServerId } from '../../shared/model/ids.ts';
import type { Server } from '../../shared/model/server.ts';
import type { Store } from '../store/store.ts';
import type { ConsoleEvents } from './console-events.ts';

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

  update(id: ServerId, change: Partial<Server>): Server {
    const before = this.get(id);
    const server = { ...before, ...change };
    this.#store.servers.update(server);
    this.announce(server);
    if (before.boundKeyPairId !== server.boundKeyPairId) this.#events.keyPairsChanged(server.regionId);
    return server;
  }

  announce(server: Server): void {
    this.#events.serversChanged(server.regionId, [server], []);
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
