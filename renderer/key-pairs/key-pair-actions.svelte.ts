import type { KeyPair } from '../../shared/model/key-pair.ts';
import { call } from '../lib/client.ts';
import { errorCopy } from '../lib/error-copy.ts';
import { texts } from '../lib/texts/texts.ts';
import type { ToastMessage } from '../ui/toast.ts';

/** The dialog that is open over the screen, with what it is about. */
export type KeyPairDialog =
  | { readonly kind: 'create'; readonly dropped?: File }
  | { readonly kind: 'delete' | 'download'; readonly keyPair: KeyPair };

/** What can be done with key pairs: opens dialogs, does what needs none, and tells of it. */
export class KeyPairActions {
  dialog: KeyPairDialog | undefined = $state.raw();

  readonly #tell: (message: ToastMessage) => void;

  constructor(tell: (message: ToastMessage) => void) {
    this.#tell = tell;
  }

  open(dialog: KeyPairDialog): void {
    this.dialog = dialog;
  }

  close(): void {
    this.dialog = undefined;
  }

  async copyPublicKey({ id, name }: KeyPair): Promise<void> {
    const isDone = await this.#try(() => call('key-pairs:copy-public-key', { keyPairId: id }));
    if (isDone) this.tellSuccess(texts.keyPairs.publicKeyCopied(name));
  }

  /** Answers whether it is on the clipboard now. */
  copyFingerprint({ id }: KeyPair): Promise<boolean> {
    return this.#try(() => call('key-pairs:copy-fingerprint', { keyPairId: id }));
  }

  /** A save that the user has called off is no error, and nothing to tell of. */
  async savePublicKey({ id }: KeyPair): Promise<void> {
    await this.#try(async () => {
      const { path } = await call('key-pairs:save-public-key', { keyPairId: id });
      if (path !== null) this.tellSuccess(texts.keyPairs.publicKeySaved(path));
    });
  }

  tellSuccess(title: string): void {
    this.#tell({ tone: 'success', title });
  }

  async #try(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      const { what, todo } = errorCopy(error);
      this.#tell({ tone: 'danger', title: what, description: todo });
      return false;
    }
  }
}
