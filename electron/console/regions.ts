import { randomUUID } from 'node:crypto';
import { AppError } from '../../shared/ipc/result.ts';
import type { RegionId } from '../../shared/model/ids.ts';
import { RegionId as RegionIdSchema } from '../../shared/model/ids.ts';
import type { ProviderKind, Region, RegionView } from '../../shared/model/region.ts';
import { defaultKeyPairLimit } from '../../shared/model/region.ts';
import type { ServerProvider } from '../providers/provider.ts';
import type { Store } from '../store/store.ts';

export type Providers = Readonly<Record<ProviderKind, ServerProvider>>;

/** The regions, and through what each one's servers are reached. */
export class Regions {
  readonly #store: Store;
  readonly #providers: Providers;

  constructor(store: Store, providers: Providers) {
    this.#store = store;
    this.#providers = providers;
  }

  /** Makes the region of the user's own servers at the very first start. */
  ensureFirst(): void {
    if (this.#store.regions.list().length > 0) return;
    this.#store.regions.insert({
      id: RegionIdSchema.parse(randomUUID()),
      name: 'My servers',
      provider: 'ssh',
      keyPairLimit: defaultKeyPairLimit,
    });
  }

  list(): RegionView[] {
    return this.#store.regions.list().map((region) => {
      const { keySpecs, effects } = this.#providers[region.provider];
      return { ...region, keySpecs, effects };
    });
  }

  get(id: RegionId): Region {
    const region = this.#store.regions.find(id);
    if (!region) throw new AppError('region-not-found');
    return region;
  }

  provider(id: RegionId): ServerProvider {
    return this.#providers[this.get(id).provider];
  }
}
