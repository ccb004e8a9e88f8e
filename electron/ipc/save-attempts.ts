import type { SaveAttemptId } from '../../shared/model/ids.ts';

/** The servers that are being saved, so that the page can call one off while it connects. */
export class SaveAttempts {
  readonly #underWay = new Map<SaveAttemptId, AbortController>();

  /** Saves with a signal that `cancel` aborts. */
  async run<T>(id: SaveAttemptId | undefined, save: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    if (id === undefined) return save(controller.signal);
    this.#underWay.set(id, controller);
    try {
      return await save(controller.signal);
    } finally {
      this.#underWay.delete(id);
    }
  }

  /** Does nothing when it has ended: what was saved stays saved. */
  cancel(id: SaveAttemptId): void {
    this.#underWay.get(id)?.abort();
  }
}
