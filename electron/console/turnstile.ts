/** Lets one caller a key through at a time, in the order in which they came. */
export class Turnstile<Key> {
  readonly #last = new Map<Key, Promise<unknown>>();

  /** Runs `work` after all earlier work with this key has ended, however it ended. */
  async pass<T>(key: Key, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.catch(() => undefined);
    this.#last.set(key, settled);
    try {
      return await mine;
    } finally {
      if (this.#last.get(key) === settled) this.#last.delete(key);
    }
  }
}
