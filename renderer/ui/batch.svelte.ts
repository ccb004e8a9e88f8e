export interface BatchFailure<Item> {
  readonly item: Item;
  readonly error: unknown;
}

/** Does the same with many things, a few at a time, and keeps what became of each. */
export class Batch<Item> {
  readonly items: readonly Item[];
  readonly #work: (item: Item) => Promise<unknown>;
  readonly #atOnce: number;
  #done = $state(0);
  #isCancelled = false;
  failures: readonly BatchFailure<Item>[] = $state.raw([]);
  isRunning = $state(false);

  readonly finished: number = $derived(this.#done + this.failures.length);

  constructor(items: readonly Item[], work: (item: Item) => Promise<unknown>, atOnce: number) {
    this.items = items;
    this.#work = work;
    this.#atOnce = atOnce;
  }

  get succeeded(): number {
    return this.#done;
  }

  /** Resolves when there is nothing left to do, whatever became of it. */
  async run(): Promise<void> {
    this.isRunning = true;
    const queue = this.items.values();
    const worker = async (): Promise<void> => {
      for (const item of queue) {
        if (this.#isCancelled) return;
        await this.#one(item);
      }
    };
    await Promise.all(Array.from({ length: this.#atOnce }, worker));
    this.isRunning = false;
  }

  /** What is under way is finished; the rest is not begun. */
  cancel(): void {
    this.#isCancelled = true;
  }

  async #one(item: Item): Promise<void> {
    try {
      await this.#work(item);
      this.#done += 1;
    } catch (error) {
      this.failures = [...this.failures, { item, error }];
    }
  }
}
