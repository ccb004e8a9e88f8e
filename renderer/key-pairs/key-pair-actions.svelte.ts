import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { CreationMode } from './create-key-pair-state.svelte.ts';
import { call } from '../lib/client.ts';
import { errorCopy } from '../lib/error-copy.ts';
import { texts } from '../../shared/texts/texts.ts';
import type { ToastMessage } from '../ui/toast.ts';

/** The dialog that is open over the screen, with what it is about. */
export type KeyPairDialog =
  | { readonly kind: 'create'; readonly mode?: CreationMode; readonly dropped?: File }
  | { readonly kind: 'details' | 'delete' | 'download'; readonly keyPair: KeyPair }
  | { readonly kind: 'delete-several'; readonly keyPairs: readonly KeyPair[] };

/** What can be done with key pairs: opens dialogs, does what needs none, and tells of it. */
export class KeyPairActions {
  dialog: KeyPairDialog | undefined = $state.raw();

  readonly #tell: (message: ToastMessage) => void;
  readonly #asksAlways: () => boolean;

  /** @param asksAlways whether also that is asked about which loses nothing */
  constructor(tell: (message: ToastMessage) => void, asksAlways: () => boolean = () => true) {
    this.#tell = tell;
    this.#asksAlways = asksAlways;
  }

  open(dialog: KeyPairDialog): void {
    this.dialog = dialog;
  }

  close(): void {
    this.dialog = undefined;
  }

  /** Asks first, unless it is an imported public key that nothing depends on and the user wants no questions then. */
  async delete(keyPair: KeyPair): Promise<void> {
    const { id, name, origin, privateKey, boundServerIds } = keyPair;
    const losesNothing = origin === 'imported' && privateKey === 'absent' && boundServerIds.length === 0;
    if (this.#asksAlways() || !losesNothing) {
      this.open({ kind: 'delete', keyPair });
      return;
    }
    const isDone = await this.#try(() => call('key-pairs:delete', { keyPairId: id }));
    if (isDone) this.tellSuccess(texts.keyPairs.deleted(name));
  }

  async copyPublicKey(keyPair: KeyPair): Promise<void> {
    if (await this.copyPublicKeyHere(keyPair)) this.tellSuccess(texts.keyPairs.publicKeyCopied(keyPair.name));
  }

  /** For a button that says itself that it is done. Answers whether it is on the clipboard now. */
  copyPublicKeyHere({ id }: KeyPair): Promise<boolean> {
    return this.#try(() => call('key-pairs:copy-public-key', { keyPairId: id }));
  }

  /** Answers whether it is on the clipboard now. */
  copyFingerprint({ id }: KeyPair, hash: 'sha256' | 'md5' = 'sha256'): Promise<boolean> {
    return this.#try(() => call('key-pairs:copy-fingerprint', { keyPairId: id, hash }));
  }

  /** A save that the user has called off is no error, and nothing to tell of. */
  async savePublicKey({ id }: KeyPair): Promise<void> {
    await this.#try(async () => {
      const { path } = await call('key-pairs:save-public-key', { keyPairId: id });
      if (path !== null) this.tellSuccess(texts.keyPairs.publicKeySaved(path));
    });
  }

  /** Shows the private key file that was saved, in the system's file manager. */
  async showFile({ id }: KeyPair): Promise<void> {
    await this.#try(() => call('key-pairs:show-file', { keyPairId: id }));
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
