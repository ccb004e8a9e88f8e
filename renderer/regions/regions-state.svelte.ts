import type { RegionId } from '../../shared/model/ids.ts';
import type { ProviderKind, RegionView } from '../../shared/model/region.ts';
import { call, on } from '../lib/client.ts';

/** The regions, and which of them the window shows. */
export class RegionsState {
  regions: readonly RegionView[] = $state.raw([]);
  #chosenId: RegionId | undefined = $state.raw();

  /** The first where none was chosen, or the chosen one is gone. */
  readonly region: RegionView | undefined = $derived(
    this.regions.find(({ id }) => id === this.#chosenId) ?? this.regions[0],
  );
  readonly practice: RegionView | undefined = $derived(
    this.regions.find(({ provider }) => provider === 'practice'),
  );

  readonly #onchanged: () => void;

  /** @param onchanged told after another region was chosen, or the chosen one has changed */
  constructor(onchanged: () => void) {
    this.#onchanged = onchanged;
  }

  async list(): Promise<void> {
    this.regions = await call('regions:list', {});
  }

  /** The region that the window begins with. */
  start(id: RegionId | null): void {
    this.#chosenId = id ?? undefined;
  }

  choose(id: RegionId): void {
    this.#chosenId = id;
    this.#onchanged();
  }

  async refresh(): Promise<void> {
    await this.list();
    this.#onchanged();
  }

  /** Creates a region and goes there. */
  async create(name: string, provider: ProviderKind): Promise<void> {
    const { id } = await call('regions:create', { name, provider });
    await this.refresh();
    this.choose(id);
  }

  /** Follows the events from now on. Returns a function that ends it. */
  listen(onfailed: (error: unknown) => void): () => void {
    return on('regions:changed', () => {
      this.refresh().catch(onfailed);
    });
  }
}
