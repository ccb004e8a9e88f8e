import { untrack } from 'svelte';

class OpenDialogs {
  #count = $state(0);

  /** One that is open has the keyboard: what is behind it has to wait. */
  readonly isAnyOpen: boolean = $derived(this.#count > 0);

  /** Returns a function that says that it is closed. */
  opened(): () => void {
    untrack(() => (this.#count += 1));
    return () => untrack(() => (this.#count -= 1));
  }
}

/** The dialogs of the window, each from when it opens until it closes. */
export const openDialogs = new OpenDialogs();
