import type { PublicKeyInfo } from '../../shared/model/key-pair.ts';
import { call } from '../lib/client.ts';

/** Long enough not to ask at every key stroke, short enough to seem live. */
const pauseMs = 200;

/** Has a pasted public key read by the main process while it is typed, after a short pause. */
export class PublicKeyReading {
  info: PublicKeyInfo | undefined = $state.raw();
  error: unknown = $state.raw();
  isReading = $state(false);

  #text = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Reads this text instead of the one before. */
  follow(text: string): void {
    clearTimeout(this.#timer);
    this.#text = text;
    this.info = undefined;
    this.error = undefined;
    this.isReading = text.trim() !== '';
    if (this.isReading) this.#timer = setTimeout(() => void this.#read(text), pauseMs);
  }

  stop(): void {
    this.follow('');
  }

  async #read(text: string): Promise<void> {
    try {
      const info = await call('key-pairs:read-public-key', { text });
      if (text === this.#text) this.info = info;
    } catch (error) {
      if (text === this.#text) this.error = error;
    } finally {
      if (text === this.#text) this.isReading = false;
    }
  }
}
