import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { RegionView } from '../../shared/model/region.ts';
import { call, on } from '../lib/client.ts';

/** The key pairs of one region, listed again whenever the main process says that they have changed. */
export class KeyPairsState {
  keyPairs: readonly KeyPair[] = $state.raw([]);
  status: 'loading' | 'ready' | 'failed' = $state('loading');
  error: unknown = $state.raw();
  region: RegionView | undefined = $state.raw();

  readonly isLimitReached: boolean = $derived(
    this.region !== undefined && this.keyPairs.length >= this.region.keyPairLimit,
  );

  /** Counts the listings, so that an answer that was overtaken by a newer one is dropped. */
  #listing = 0;

  async load(region: RegionView): Promise<void> {
    if (region.id !== this.region?.id) this.keyPairs = [];
    this.region = region;
    this.status = 'loading';
    await this.#list();
  }

  async reload(): Promise<void> {
    if (this.region) await this.load(this.region);
  }

  find(id: string): KeyPair | undefined {
    return this.keyPairs.find((keyPair) => keyPair.id === id);
  }

  hasName(name: string): boolean {
    return this.keyPairs.some((keyPair) => keyPair.name === name);
  }

  /** Follows the events from now on. Returns a function that ends it. */
  listen(): () => void {
    return on('key-pairs:changed', ({ regionId }) => {
      if (regionId === this.region?.id) void this.#list();
    });
  }

  async #list(): Promise<void> {
    if (!this.region) return;
    this.#listing += 1;
    const listing = this.#listing;
    try {
      const keyPairs = await call('key-pairs:list', { regionId: this.region.id });
      if (listing === this.#listing) this.#show(keyPairs);
    } catch (error) {
      if (listing !== this.#listing) return;
      this.error = error;
      this.status = 'failed';
    }
  }

  #show(keyPairs: readonly KeyPair[]): void {
    this.keyPairs = keyPairs;
    this.error = undefined;
    this.status = 'ready';
  }
}
