import { errorText } from './error-copy.ts';

/** Something that is tried once the user has confirmed it: whether it is under way, and what went wrong. */
export class Attempt {
  isBusy = $state(false);
  error = $state<string>();

  /** Answers whether it succeeded. */
  async make(work: () => Promise<unknown>): Promise<boolean> {
    this.isBusy = true;
    this.error = undefined;
    try {
      await work();
      return true;
    } catch (refusal) {
      this.error = errorText(refusal);
      return false;
    } finally {
      this.isBusy = false;
    }
  }
}
