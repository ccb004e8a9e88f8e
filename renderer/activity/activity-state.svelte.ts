import {
  everyActivity,
  matchesActivity,
  type ActivityEntry,
  type ActivityFilter,
} from '../../shared/model/activity.ts';
import { call, on } from '../lib/client.ts';

/** What was done, newest first, kept up to date by events. */
export class ActivityState {
  entries: readonly ActivityEntry[] = $state.raw([]);
  status: 'loading' | 'ready' | 'failed' = $state('loading');
  error: unknown = $state.raw();
  filter: ActivityFilter = $state.raw(everyActivity);

  /** An entry names a job's first servers; the others are found in the main process. */
  #found: readonly ActivityEntry['id'][] = $state.raw([]);

  readonly shown: readonly ActivityEntry[] = $derived(
    this.entries.filter(
      (entry) =>
        matchesActivity(entry, this.filter) ||
        (this.#found.includes(entry.id) && matchesActivity(entry, { ...this.filter, text: '' })),
    ),
  );

  /** What was told while the list was on its way. */
  #early: ActivityEntry[] | undefined;

  /** Reads the list, for the first time or again: what is shown stays until then. */
  async load(): Promise<void> {
    if (this.status === 'failed') this.status = 'loading';
    const early: ActivityEntry[] = [];
    this.#early = early;
    try {
      const listed = await call('activity:list', {});
      this.entries = early.reduce(withEntry, listed);
      this.status = 'ready';
    } catch (error) {
      this.error = error;
      this.status = 'failed';
    } finally {
      if (this.#early === early) this.#early = undefined;
    }
  }

  /** Follows the events from now on. Returns a function that ends it. */
  listen(): () => void {
    return on('activity:changed', (entry) => {
      this.#early?.push(entry);
      const isNew = this.entries.every(({ id }) => id !== entry.id);
      this.entries = withEntry(this.entries, entry);
      if (isNew) void this.#search();
    });
  }

  choose(change: Partial<ActivityFilter>): void {
    const isOther = change.text !== undefined && change.text !== this.filter.text;
    this.filter = { ...this.filter, ...change };
    if (isOther) void this.#search();
  }

  /** What is found by the names that are here is shown at once, whatever becomes of this. */
  async #search(): Promise<void> {
    const { text } = this.filter;
    this.#found = [];
    if (text.trim() === '') return;
    const ids = await call('activity:search', { text }).catch(() => []);
    if (text === this.filter.text) this.#found = ids;
  }
}

function withEntry(entries: readonly ActivityEntry[], entry: ActivityEntry): ActivityEntry[] {
  const isKnown = entries.some(({ id }) => id === entry.id);
  if (!isKnown) return [entry, ...entries];
  return entries.map((other) => (other.id === entry.id ? entry : other));
}
