import { existsSync } from 'node:fs';
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

  /** A private key file that opens the server: the one of the bound key pair that was saved, or that Latchkey logs on with. */
  keyFile({ boundKeyPairId, logon }: Server): string | null {
    const saved = boundKeyPairId === null ? undefined : this.#store.keyPairs.savedPath(boundKeyPairId);
    // PuTTY's files are not for OpenSSH.
    if (saved !== undefined && !saved.endsWith('.ppk') && existsSync(saved)) return saved;
    return logon.kind === 'key-file' ? logon.path : null;
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
