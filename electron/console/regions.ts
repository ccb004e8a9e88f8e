import { randomUUID } from 'node:crypto';
import { AppError } from '../../shared/ipc/result.ts';
import type { RegionId } from '../../shared/model/ids.ts';
import { RegionId as RegionIdSchema } from '../../shared/model/ids.ts';
import type { ProviderKind, Region, RegionView } from '../../shared/model/region.ts';
import { defaultKeyPairLimit } from '../../shared/model/region.ts';
import type { RegionProvider } from '../providers/inventory.ts';
import type { ServerProvider } from '../providers/provider.ts';
import type { Store } from '../store/store.ts';
import type { ConsoleEvents } from './console-events.ts';
import type { KeptSecrets } from './kept-secrets.ts';
import { keyPairRefs } from './secret-refs.ts';
import { recordsOf } from './region-contents.ts';
import { checkedRegionName, checkEmpty, checkKeyPairLimit } from './region-rules.ts';
import { keptSecret } from './servers.ts';

export type Providers = Readonly<Record<ProviderKind, RegionProvider>>;

/** As many as a job list shows; a job that runs is among the newest. */
const newestJobs = 200;

/** The regions, and through what each one's servers are reached. */
export class Regions {
  readonly #store: Store;
  readonly #providers: Providers;
  readonly #secrets: KeptSecrets;
  readonly #events: ConsoleEvents;

  constructor(store: Store, providers: Providers, secrets: KeptSecrets, events: ConsoleEvents) {
    this.#store = store;
    this.#providers = providers;
    this.#secrets = secrets;
    this.#events = events;
  }

  /** Makes the region of the user's own servers at the very first start. */
  ensureFirst(name: string): void {
    if (this.#store.regions.list().length === 0) this.#store.regions.insert(newRegion(name, 'ssh'));
  }

  list(): RegionView[] {
    return this.#store.regions.list().map((region) => this.#view(region));
  }

  get(id: RegionId): Region {
    const region = this.#store.regions.find(id);
    if (!region) throw new AppError('region-not-found');
    return region;
  }

  /** Refuses a region whose provider knows its servers by itself. */
  checkTakesServers(id: RegionId): void {
    if (this.#view(this.get(id)).listsServers) throw new AppError('region-lists-servers');
  }

  /** Refuses a region whose servers need nothing to log on with: the window offers no way there. */
  checkTakesLogons(id: RegionId): void {
    if (!this.provider(id).logsOn) throw new AppError('request-invalid');
  }

  provider(id: RegionId): ServerProvider {
    return this.#provider(this.get(id));
  }

  /** Makes a region, with what its provider lists in it. */
  async create(name: string, provider: ProviderKind): Promise<RegionView> {
    const check = (): string => {
      this.#checkServersFree(provider);
      return checkedRegionName(name, this.#store.regions.list());
    };
    check();
    const inventory = await this.#providers[provider].listInventory?.();
    const region = newRegion(check(), provider);
    this.#store.transaction(() => {
      this.#store.regions.insert(region);
      if (!inventory) return;
      const { keyPairs, servers } = recordsOf(region.id, inventory, Date.now());
      for (const keyPair of keyPairs) this.#store.keyPairs.insert(keyPair);
      for (const server of servers) this.#store.servers.insert(server);
    });
    return this.#changed(region);
  }

  async rename(id: RegionId, name: string): Promise<RegionView> {
    const others = this.#store.regions.list().filter((other) => other.id !== id);
    const region = { ...this.get(id), name: checkedRegionName(name, others) };
    this.#store.regions.update(region);
    return Promise.resolve(this.#changed(region));
  }

  /** Key pairs beyond a lowered limit stay; only new ones are refused. */
  async setLimit(id: RegionId, keyPairLimit: number): Promise<RegionView> {
    const region = { ...this.get(id), keyPairLimit };
    if (this.#provider(region).listInventory) throw new AppError('region-limit-fixed');
    checkKeyPairLimit(keyPairLimit);
    this.#store.regions.update(region);
    return Promise.resolve(this.#changed(region));
  }

  /** Removes a region. What its provider lists goes with it, private keys included; machines are not touched. */
  async remove(id: RegionId): Promise<void> {
    const region = this.get(id);
    if (this.#store.regions.list().length === 1) throw new AppError('region-last');
    if (this.#store.jobs.list(id, newestJobs).some(({ state }) => state === 'running')) {
      throw new AppError('region-busy');
    }
    const servers = this.#store.servers.list(id);
    const keyPairs = this.#store.keyPairs.listRecords().filter(({ regionId }) => regionId === id);
    if (!this.#provider(region).listInventory) checkEmpty(keyPairs, servers);
    const secrets = [
      ...keyPairs.flatMap(keyPairRefs),
      ...servers.flatMap((server) => keptSecret(server.logon, server.id) ?? []),
    ];
    await this.#secrets.commitThenDiscard(secrets, () => {
      for (const server of servers) this.#store.servers.delete(server.id);
      for (const keyPair of keyPairs) this.#store.keyPairs.delete(keyPair.id);
      this.#store.regions.delete(id);
    });
    this.#events.regionsChanged();
  }

  #provider({ provider }: Region): RegionProvider {
    return this.#providers[provider];
  }

  /** Two regions with the same servers would undo each other's work. */
  #checkServersFree(provider: ProviderKind): void {
    if (!this.#providers[provider].listInventory) return;
    const other = this.#store.regions.list().find((region) => region.provider === provider);
    if (other) throw new AppError('region-servers-taken', { name: other.name });
  }

  #changed(region: Region): RegionView {
    this.#events.regionsChanged();
    return this.#view(region);
  }

  #view(region: Region): RegionView {
    const { keySpecs, isReachable, logsOn, effects, listInventory } = this.#provider(region);
    return { ...region, keySpecs, isReachable, logsOn, effects, listsServers: listInventory !== undefined };
  }
}

function newRegion(name: string, provider: ProviderKind): Region {
  return { id: RegionIdSchema.parse(randomUUID()), name, provider, keyPairLimit: defaultKeyPairLimit };
}
