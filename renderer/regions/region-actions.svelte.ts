import { isSameRegionName, type RegionView } from '../../shared/model/region.ts';
import { call } from '../lib/client.ts';
import { errorCopy } from '../lib/error-copy.ts';
import { texts } from '../../shared/texts/texts.ts';
import type { ToastMessage } from '../ui/toast.ts';
import type { RegionsState } from './regions-state.svelte.ts';

/** The dialog that is open over the screen, with what it is about. */
export type RegionDialog =
  /** `fromList`: whoever changes their mind goes back there. */
  | { readonly kind: 'create'; readonly fromList?: boolean }
  | RegionStep
  /** Back from another dialog the list begins where that was opened. */
  | { readonly kind: 'manage'; readonly from?: RegionStep };

/** What is done with one region of the list. */
export interface RegionStep {
  readonly kind: 'edit' | 'remove';
  readonly region: RegionView;
}

/** What can be done with regions: opens dialogs, and does what needs none. */
export class RegionActions {
  dialog: RegionDialog | undefined = $state.raw();
  isAddingPractice = $state(false);

  readonly regions: RegionsState;
  readonly #tell: (message: ToastMessage) => void;

  constructor(regions: RegionsState, tell: (message: ToastMessage) => void) {
    this.regions = regions;
    this.#tell = tell;
  }

  open(dialog: RegionDialog): void {
    this.dialog = dialog;
  }

  close(): void {
    this.dialog = undefined;
  }

  /** Goes to the practice region, which is created where there is none. */
  async practise(): Promise<void> {
    const { practice } = this.regions;
    if (practice) {
      this.regions.choose(practice.id);
      return;
    }
    this.isAddingPractice = true;
    try {
      await this.regions.create(this.#practiceName(), 'practice');
      this.close();
      this.#tell({ tone: 'success', title: texts.regions.practiceAdded });
    } catch (error) {
      const { what, todo } = errorCopy(error);
      this.#tell({ tone: 'danger', title: what, description: todo });
    } finally {
      this.isAddingPractice = false;
    }
  }

  /** The window shows the new region by now: the list of regions is in the way. */
  created(name: string): void {
    this.close();
    this.#tell({ tone: 'success', title: texts.regions.created(name) });
  }

  async remove({ id, name }: RegionView): Promise<void> {
    await call('regions:remove', { regionId: id });
    await this.regions.refresh();
    this.#tell({ tone: 'success', title: texts.regions.removed(name) });
  }

  /** The user may have called other regions so. */
  #practiceName(): string {
    const { practiceName } = texts.regions;
    const isTaken = (wanted: string): boolean =>
      this.regions.regions.some(({ name }) => isSameRegionName(name, wanted));
    let name = practiceName;
    for (let number = 2; isTaken(name); number += 1) name = `${practiceName} ${number}`;
    return name;
  }
}
