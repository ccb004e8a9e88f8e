export const mapSize = 16_384;

declare global {
  /** How often each place was passed: counted up by the instrumented modules. */
  var coverageMap: Uint8Array;
}

globalThis.coverageMap = new Uint8Array(mapSize);

/** Counts of a place are told apart by their magnitude, as AFL does: once, twice, three times, up to 7, 15, ... */
const magnitudes = Uint8Array.from({ length: 256 }, (_, count) =>
  count === 0 ? 0 : count < 4 ? 1 << (count - 1) : 1 << Math.min(7, 1 + Math.floor(Math.log2(count))),
);

/** What was reached so far. */
export class Coverage {
  readonly #seen = new Uint8Array(mapSize);
  places = 0;

  /** Takes over what the last run reached; whether any of it is new. */
  takeOver(): boolean {
    let isNew = false;
    const map = globalThis.coverageMap;
    for (let place = 0; place < mapSize; place++) {
      const count = map[place] ?? 0;
      if (count === 0) continue;
      map[place] = 0;
      const seen = this.#seen[place] ?? 0;
      const now = seen | (magnitudes[count] ?? 0);
      if (now === seen) continue;
      if (seen === 0) this.places++;
      this.#seen[place] = now;
      isNew = true;
    }
    return isNew;
  }
}
