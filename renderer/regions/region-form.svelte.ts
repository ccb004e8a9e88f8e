import type { RegionView } from '../../shared/model/region.ts';
import { isKeyPairLimit, isSameRegionName, regionNameProblem } from '../../shared/model/region.ts';
import { Attempt } from '../lib/attempt.svelte.ts';
import { call } from '../lib/client.ts';
import { texts } from '../../shared/texts/texts.ts';
import { wholeNumber } from '../lib/whole-number.ts';
import type { RegionsState } from './regions-state.svelte.ts';

/** The fields of a new region, or of one that is edited. */
export class RegionForm {
  name = $state('');
  limit = $state('10');

  readonly region: RegionView | undefined;
  readonly #regions: RegionsState;
  readonly #saving = new Attempt();
  #isTried = $state(false);

  readonly nameError: string | undefined = $derived.by(() => this.#nameError());
  readonly limitError: string | undefined = $derived(
    isKeyPairLimit(wholeNumber(this.limit)) ? undefined : texts.regions.form.limitProblem,
  );

  constructor(regions: RegionsState, region?: RegionView) {
    this.#regions = regions;
    this.region = region;
    if (!region) return;
    this.name = region.name;
    this.limit = `${region.keyPairLimit}`;
  }

  get isBusy(): boolean {
    return this.#saving.isBusy;
  }

  get error(): string | undefined {
    return this.#saving.error;
  }

  /** The limit of a region whose provider lists the servers is not the user's to set. */
  get hasLimit(): boolean {
    return this.region !== undefined && !this.region.listsServers;
  }

  /** Answers whether it is saved. While something is wrong it only says so. */
  async save(): Promise<boolean> {
    this.#isTried = true;
    this.#saving.error = undefined;
    if (this.nameError !== undefined || (this.hasLimit && this.limitError !== undefined)) return false;
    return this.#saving.make(() =>
      this.region ? this.#change(this.region) : this.#regions.create(this.name, 'ssh'),
    );
  }

  async #change({ id, name, keyPairLimit }: RegionView): Promise<void> {
    if (this.name !== name) await call('regions:rename', { regionId: id, name: this.name });
    const limit = wholeNumber(this.limit);
    if (this.hasLimit && limit !== keyPairLimit) {
      await call('regions:set-limit', { regionId: id, keyPairLimit: limit });
    }
  }

  #nameError(): string | undefined {
    const { nameProblems, nameTaken } = texts.regions.form;
    const problem = regionNameProblem(this.name);
    if (problem === 'empty' && !this.#isTried) return undefined;
    if (problem) return nameProblems[problem];
    const others = this.#regions.regions.filter(({ id }) => id !== this.region?.id);
    return others.some(({ name }) => isSameRegionName(name, this.name)) ? nameTaken : undefined;
  }
}
