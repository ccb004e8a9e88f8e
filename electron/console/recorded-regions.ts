import type { RegionId } from '../../shared/model/ids.ts';
import { regionNameProblem, type ProviderKind, type RegionView } from '../../shared/model/region.ts';
import type { Activity } from './activity.ts';
import { Regions } from './regions.ts';

type RegionsParts = ConstructorParameters<typeof Regions>;

/** The regions, with every change of each in the activity. */
export class RecordedRegions extends Regions {
  readonly #activity: Activity;

  constructor(parts: RegionsParts, activity: Activity) {
    super(...parts);
    this.#activity = activity;
  }

  override create(name: string, provider: ProviderKind): Promise<RegionView> {
    const regionName = regionNameProblem(name) === undefined ? name.trim() : '';
    const head = { kind: 'create-region', regionId: null, regionName } as const;
    return this.#activity.record(head, () => super.create(name, provider));
  }

  /** Under the name that it had: the record outlives the region. */
  override async remove(id: RegionId): Promise<void> {
    const { name: regionName } = this.get(id);
    const head = { kind: 'remove-region', regionId: null, regionName } as const;
    return this.#activity.record(head, () => super.remove(id));
  }

  override async rename(id: RegionId, name: string): Promise<RegionView> {
    const { name: regionName } = this.get(id);
    const head = { kind: 'rename-region', regionId: id, regionName } as const;
    return this.#activity.record(head, () => super.rename(id, name));
  }

  override async setLimit(id: RegionId, keyPairLimit: number): Promise<RegionView> {
    const head = { kind: 'limit-region', regionId: id } as const;
    return this.#activity.record(head, () => super.setLimit(id, keyPairLimit));
  }
}
