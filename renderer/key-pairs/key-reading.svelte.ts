import type { KeyFileSummary, KeyInFileInfo } from '../../shared/model/key-file.ts';
import { AppError } from '../../shared/ipc/result.ts';
import { call, readDroppedFile } from '../lib/client.ts';

/** Long enough not to ask at every key stroke, short enough to seem live. */
const pauseMs = 200;

/** A private key leaves the page as soon as it can. */
const privateKey = /PRIVATE KEY|PuTTY-User-Key/;

type Source = () => Promise<KeyFileSummary | null>;

/** Has a key read by the main process: while it is typed, after a short pause, or from where the user says. */
export class KeyReading {
  summary: KeyFileSummary | undefined = $state.raw();
  error: unknown = $state.raw();
  isReading = $state(false);
  /** Which of the keys of a public file, by its index. */
  chosen = $state('0');
  passphrase = $state('');
  /** Keep the passphrase that opens the key, for its one download. */
  keepPassphrase = $state(false);
  passphraseError: unknown = $state.raw();
  isUnlocking = $state(false);

  /** Whether what was read stands in the place of the field: whatever is not one public key that was typed. */
  readonly isHeld: boolean = $derived.by(() => {
    const { summary } = this;
    if (summary === undefined) return false;
    return summary.kind !== 'public' || !this.#isTyped || summary.keys.length > 1;
  });
  /** Whether a passphrase opens it, or has opened it, that could be kept. */
  readonly hasPassphrase: boolean = $derived.by(() => {
    const { summary } = this;
    if (summary?.kind === 'private') return summary.protection !== null && summary.hasPrivateHalf;
    return summary?.kind === 'locked';
  });
  readonly key: KeyInFileInfo | undefined = $derived.by(() => {
    const { summary } = this;
    if (summary === undefined || summary.kind === 'locked') return undefined;
    return summary.kind === 'private' ? summary.key : summary.keys[Number(this.chosen)];
  });

  readonly #onread: () => void;
  /** Whether what is read stands in the field as well. */
  #isTyped = $state(false);
  #run = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onread is told when a key was read, before anything is shown of it */
  constructor(onread: () => void) {
    this.#onread = onread;
  }

  /** Reads this text instead of what was there before. */
  follow(text: string): void {
    this.stop();
    this.#isTyped = true;
    if (text.trim() === '') return;
    this.isReading = true;
    const run = this.#run;
    const read = (): void => void this.#read(run, () => call('key-pairs:read-key', { text }));
    this.#timer = setTimeout(read, privateKey.test(text) ? 0 : pauseMs);
  }

  chooseFile(): Promise<void> {
    return this.#from(() => call('key-pairs:choose-key-file', {}));
  }

  readClipboard(): Promise<void> {
    return this.#from(() => call('key-pairs:read-clipboard', {}));
  }

  /** Hands the file over unread: what is in it is none of the page's business. */
  drop(file: File): Promise<void> {
    return this.#from(() => readDroppedFile(file));
  }

  /** Opens the private key with the passphrase that was entered. Answers whether it did. */
  async unlock(): Promise<boolean> {
    if (this.summary?.kind !== 'locked' || this.isUnlocking) return false;
    const { handle } = this.summary;
    if (this.passphrase === '') {
      this.passphraseError = new AppError('passphrase-required');
      return false;
    }
    this.isUnlocking = true;
    this.passphraseError = undefined;
    try {
      const summary = await call('key-pairs:unlock-key', { handle, passphrase: this.passphrase });
      if (this.summary.handle !== handle) return false;
      this.summary = summary;
      this.passphrase = '';
      return true;
    } catch (error) {
      this.passphraseError = error;
      return false;
    } finally {
      this.isUnlocking = false;
    }
  }

  /** Forgets what was read, here and in the main process. */
  stop(): void {
    this.#run += 1;
    clearTimeout(this.#timer);
    if (this.summary) release(this.summary);
    this.summary = undefined;
    this.error = undefined;
    this.isReading = false;
    this.chosen = '0';
    this.passphrase = '';
    this.keepPassphrase = false;
    this.passphraseError = undefined;
  }

  #from(source: Source): Promise<void> {
    this.stop();
    this.#isTyped = false;
    this.isReading = true;
    return this.#read(this.#run, source);
  }

  #show(summary: KeyFileSummary | null): void {
    this.summary = summary ?? undefined;
    this.#onread();
  }

  async #read(run: number, source: Source): Promise<void> {
    try {
      const summary = await source();
      if (run === this.#run) this.#show(summary);
      else if (summary) release(summary);
    } catch (error) {
      if (run === this.#run) this.error = error;
    } finally {
      if (run === this.#run) this.isReading = false;
    }
  }
}

/** The main process lets go by itself after a while: that it could not be told is no error of the user's. */
function release({ handle }: KeyFileSummary): void {
  call('key-pairs:release-key', { handle }).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  });
}
