import type { RegionId } from '../../shared/model/ids.ts';
import type { SshConfigHost, SshConfigListing } from '../../shared/model/ssh-config.ts';
import { call } from '../lib/client.ts';

type Failure = { readonly alias: string; readonly error: NonNullable<SshConfigHost['problem']> };

/** One run of the dialog that takes servers over from `~/.ssh/config`. */
export class SshConfigImportState {
  listing: SshConfigListing | undefined = $state.raw();
  /** Why it could not be read, or what the main process has refused. */
  error: unknown = $state.raw();
  failed: readonly Failure[] = $state.raw([]);
  isBusy = $state(false);
  chosen: readonly string[] = $state.raw([]);

  readonly selectable: readonly SshConfigHost[] = $derived(
    this.listing?.hosts.filter(({ problem }) => problem === null) ?? [],
  );
  readonly areAllChosen: boolean = $derived(
    this.selectable.length > 0 && this.chosen.length === this.selectable.length,
  );

  readonly #regionId: RegionId;

  constructor(regionId: RegionId) {
    this.#regionId = regionId;
  }

  /** Reads the file; whatever can be added is ticked. */
  async load(): Promise<void> {
    this.error = undefined;
    try {
      this.listing = await call('ssh-config:list', { regionId: this.#regionId });
      this.chooseAll(true);
    } catch (error) {
      this.error = error;
    }
  }

  choose(alias: string, isChosen: boolean): void {
    const others = this.chosen.filter((other) => other !== alias);
    this.chosen = isChosen ? [...others, alias] : others;
  }

  chooseAll(areChosen: boolean): void {
    this.chosen = areChosen ? this.selectable.map(({ alias }) => alias) : [];
  }

  /** Adds what is ticked. Answers how many were added; undefined where nothing was done, or not all of it. */
  async add(): Promise<number | undefined> {
    const { listing } = this;
    if (!listing || this.chosen.length === 0) return undefined;
    this.isBusy = true;
    this.error = undefined;
    try {
      const request = { regionId: this.#regionId, aliases: [...this.chosen], token: listing.token };
      const { added, failed } = await call('ssh-config:import', request);
      this.failed = failed;
      if (failed.length === 0) return added;
      await this.load();
    } catch (error) {
      await this.load();
      this.error = error;
    } finally {
      this.isBusy = false;
    }
    return undefined;
  }
}
