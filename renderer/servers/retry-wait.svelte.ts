import { secondsToWait } from '../lib/error-copy.ts';
import { texts } from '../../shared/texts/texts.ts';
import { Clock } from '../ui/clock.svelte.ts';

/** Counts down until what failed may be tried again. Has to be made while a component is set up. */
export class RetryWait {
  readonly #errors: () => readonly unknown[];
  readonly #clock = new Clock(() => this.isOn);
  readonly #waits: readonly (number | undefined)[] = $derived.by(() =>
    this.#errors().map((error) => secondsToWait(error, this.now)),
  );

  /** Whether none of them may be tried again yet; false where nothing has failed. */
  readonly isOn: boolean = $derived(
    this.#waits.length > 0 && this.#waits.every((seconds) => seconds !== undefined && seconds > 0),
  );
  /** Whether there was something to wait for that is over. */
  readonly isOver: boolean = $derived(!this.isOn && this.#waits.includes(0));
  /** Why the button that tries again can't be pressed yet. */
  readonly refusal: string | undefined = $derived(this.isOn ? texts.common.waits : undefined);

  constructor(errors: () => readonly unknown[]) {
    this.#errors = errors;
  }

  /** ms since 1970, by the second while there is something to wait for. */
  get now(): number {
    return this.#clock.now;
  }
}
