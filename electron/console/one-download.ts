import { existsSync } from 'node:fs';
import { AppError } from '../../shared/ipc/result.ts';
import type { KeyPairId } from '../../shared/model/ids.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { PrivateKeyFileChoice } from '../../shared/model/private-key-file.ts';
import type { KeyFiles } from '../keys/key-files.ts';
import type { Store } from '../store/store.ts';
import type { ConsoleEvents } from './console-events.ts';
import { checkDownload } from './key-pair-rules.ts';
import type { KeptSecrets } from './kept-secrets.ts';
import { originalPassphraseRef, privateKeyRef } from './secret-refs.ts';
import { keyFileText, savePrivateKeyFile } from './private-key-file.ts';
import type { Turnstile } from './turnstile.ts';

interface Dependencies {
  readonly store: Store;
  readonly secrets: KeptSecrets;
  readonly keyFiles: KeyFiles;
  readonly events: ConsoleEvents;
  /** Error: `key-pair-not-found`. */
  readonly get: (id: KeyPairId) => KeyPair;
  /** One thing at a time is done with a key pair. */
  readonly perKeyPair: Turnstile<KeyPairId>;
}

/** A private key leaves Latchkey once, as a file. */
export class OneDownload {
  readonly #parts: Dependencies;

  constructor(parts: Dependencies) {
    this.#parts = parts;
  }

  /** From the keychain to the path that the user chose. Errors: those of `saveOnce` and `savePrivateKeyFile`. */
  save(id: KeyPairId, path: string, file: PrivateKeyFileChoice): Promise<string> {
    return this.saveOnce(id, async (keyPair) => {
      const { secrets, keyFiles } = this.#parts;
      const privateKeyPem = await secrets.read(privateKeyRef(id));
      const { comment } = keyPair.publicKey;
      const choice = await this.#withPassphrase(keyPair, file);
      const text = await keyFileText(keyFiles, privateKeyPem, comment, choice);
      return this.#told(id, path, () => savePrivateKeyFile(path, text, true));
    });
  }

  /** Should the application be killed meanwhile, the next start knows in which folder a part of the file may be. */
  async #told(id: KeyPairId, path: string, save: () => Promise<string>): Promise<string> {
    const { keyPairs } = this.#parts.store;
    const former = keyPairs.savedPath(id);
    keyPairs.setSavedPath(id, path);
    try {
      return await save();
    } catch (error) {
      keyPairs.setSavedPath(id, former);
      throw error;
    }
  }

  /**
   * Used up only when the file is in place. Errors: `download-used`, `private-key-absent`.
   * @param save writes the file, and gives its path
   */
  saveOnce(id: KeyPairId, save: (keyPair: KeyPair) => Promise<string>): Promise<string> {
    const { store, secrets, events, get, perKeyPair } = this.#parts;
    return perKeyPair.pass(id, async () => {
      const keyPair = get(id);
      checkDownload(keyPair);
      const saved = await save(keyPair);
      const used = keyPair.isPassphraseKept === true ? [originalPassphraseRef(id)] : [];
      await secrets.commitThenDiscard(used, () => {
        store.keyPairs.setDownload(id, 'used');
        store.keyPairs.setSavedPath(id, saved);
        store.keyPairs.setPassphraseKept(id, false);
      });
      events.keyPairsChanged(keyPair.regionId);
      return saved;
    });
  }

  /** Where it was saved. Error: `file-not-readable` where nothing is there (any more). */
  savedFile(id: KeyPairId): string {
    const path = this.#parts.store.keyPairs.savedPath(id);
    if (path === undefined) throw new AppError('file-not-readable');
    if (!existsSync(path)) throw new AppError('file-not-readable', { path });
    return path;
  }

  /** The passphrase that was kept comes from the keychain, never from the page. */
  async #withPassphrase(
    { id, isPassphraseKept }: KeyPair,
    file: PrivateKeyFileChoice,
  ): Promise<PrivateKeyFileChoice> {
    if (file.form === 'pem' || file.useOriginalPassphrase !== true) return file;
    if (isPassphraseKept !== true) throw new AppError('request-invalid');
    return { form: file.form, passphrase: await this.#parts.secrets.read(originalPassphraseRef(id)) };
  }
}
