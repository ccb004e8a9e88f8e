import type { EventPayload } from '../../shared/ipc/events.ts';
import type { RegionId } from '../../shared/model/ids.ts';
import type { Server } from '../../shared/model/server.ts';
import { call, on } from '../lib/client.ts';
import { mergeServers, type ServerChange } from './merge-servers.ts';

/** The servers of one region, kept up to date by events. */
export class ServersState {
  servers: readonly Server[] = $state.raw([]);
  status: 'loading' | 'ready' | 'failed' = $state('loading');
  error: unknown = $state.raw();

  #regionId: RegionId | undefined;
  /** What was told while a list was on its way: the list may be older. */
  #early: ServerChange[] = [];

  /** Shows this region's servers. The answer for a region that was left in the meantime is dropped. */
  async load(regionId: RegionId): Promise<void> {
    if (regionId !== this.#regionId) this.servers = [];
    this.#regionId = regionId;
    this.#early = [];
    this.status = 'loading';
    try {
      const listed = await call('servers:list', { regionId });
      if (regionId !== this.#regionId) return;
      this.servers = this.#early.reduce(mergeServers, listed);
      this.status = 'ready';
    } catch (error) {
      if (regionId !== this.#regionId) return;
      this.error = error;
      this.status = 'failed';
    }
  }

  async reload(): Promise<void> {
    if (this.#regionId) await this.load(this.#regionId);
  }

  /** Follows the events from now on. Returns a function that ends it. */
  listen(): () => void {
    return on('servers:changed', (change) => {
      this.#changed(change);
    });
  }

  #changed(change: EventPayload<'servers:changed'>): void {
    if (change.regionId !== this.#regionId) return;
    if (this.status === 'loading') this.#early.push(change);
    else this.servers = mergeServers(this.servers, change);
  }
}
