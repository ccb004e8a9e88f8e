import { join } from 'node:path';
import { AppError, type ErrorDetails } from '../../shared/ipc/result.ts';
import type { KeyPairId, RegionId } from '../../shared/model/ids.ts';
import type { KeyPair, KeySpec, PublicKeyInfo } from '../../shared/model/key-pair.ts';
import {
  plainPem,
  type PrivateKeyFileChoice,
  type PrivateKeyForm,
} from '../../shared/model/private-key-file.ts';
import type { KeyFiles } from '../keys/key-files.ts';
import { readPublicKey } from '../keys/read-public-key.ts';
import type { Store } from '../store/store.ts';
import type { ConsoleEvents } from './console-events.ts';
import {
  checkDownload,
  checkDuplicate,
  checkKeySpec,
  checkNewKeyPair,
  checkUnused,
} from './key-pair-rules.ts';
import type { KeptSecrets } from './kept-secrets.ts';
import { keyPairRefs, originalPassphraseRef, privateKeyRef } from './secret-refs.ts';
import { keyFileName, keyFileText, publicKeyFileName, stagePrivateKeyFile } from './private-key-file.ts';
import { kept, newKeyPair, newKeyPairId } from './new-key-pair.ts';
import { OneDownload } from './one-download.ts';
import { PreparedKeyPair } from './prepared-key-pair.ts';
import type { Regions } from './regions.ts';
import { discarded, saveFile, type StagedFile } from './save-file.ts';
import { Turnstile } from './turnstile.ts';

export type DownloadResult =
  | { readonly saved: true; readonly path: string }
  | { readonly saved: false; readonly code: string; readonly details: ErrorDetails };

interface Dependencies {
  readonly store: Store;
  readonly secrets: KeptSecrets;
  readonly keyFiles: KeyFiles;
  readonly regions: Regions;
  readonly events: ConsoleEvents;
  /** Where the private key is saved right after creation. */
  readonly downloadsFolder: () => string;
}

/** The rules of key pairs: names, the limit, duplicates, the one download, and when one may be deleted. */
export class KeyPairs {
  readonly #store: Store;
  readonly #secrets: KeptSecrets;
  readonly #keyFiles: KeyFiles;
  readonly #regions: Regions;
  readonly #events: ConsoleEvents;
  readonly #downloadsFolder: () => string;
  /** One change of a region's key pairs at a time, so that two calls can't both take the last free place. */
  readonly #perRegion = new Turnstile<RegionId>();
  readonly #perKeyPair = new Turnstile<KeyPairId>();
  readonly #oneDownload: OneDownload;
  readonly #prepared: PreparedKeyPair;

  constructor({ store, secrets, keyFiles, regions, events, downloadsFolder }: Dependencies) {
    this.#store = store;
    this.#secrets = secrets;
    this.#keyFiles = keyFiles;
    this.#regions = regions;
    this.#events = events;
    this.#downloadsFolder = downloadsFolder;
    this.#prepared = new PreparedKeyPair(secrets);
    this.#oneDownload = new OneDownload({
      ...{ store, secrets, keyFiles, events, perKeyPair: this.#perKeyPair },
      get: (id) => this.get(id),
    });
  }

  list(regionId: RegionId): readonly KeyPair[] {
    this.#regions.get(regionId);
    return this.#store.keyPairs.list(regionId);
  }

  /** The public keys of all regions, as lines of OpenSSH. */
  publicLines(): readonly string[] {
    return this.#store.keyPairs.listRecords().map(({ publicKey }) => publicKey.line);
  }

  get(id: KeyPairId): KeyPair {
    const keyPair = this.#store.keyPairs.find(id);
    if (!keyPair) throw new AppError('key-pair-not-found');
    return keyPair;
  }

  /** Begins to make one while somebody still fills in the form; null: the form was left. */
  prepare(spec: KeySpec | null): void {
    if (spec) {
      this.#prepared.prepare(spec);
      this.#secrets.wake();
    } else void this.#prepared.drop();
  }

  /** Whether the keychain has nothing that was prepared and that nobody has asked for. */
  get isIdle(): boolean {
    return this.#prepared.isIdle;
  }

  /** Removes it, before the application ends. */
  async dropPrepared(): Promise<void> {
    await this.#prepared.drop();
  }

  /** Generates a key pair, keeps its private key and saves it. A failed save leaves the download available. */
  async create(
    regionId: RegionId,
    name: string,
    spec: KeySpec,
    file: PrivateKeyFileChoice = plainPem,
  ): Promise<{ keyPair: KeyPair; download: DownloadResult }> {
    const path = join(this.#downloadsFolder(), keyFileName(name, file.form));
    const { keyPair, staged } = await this.#perRegion.pass(regionId, () =>
      this.#generate(regionId, name, spec, async (pem, comment) =>
        stagePrivateKeyFile(path, await keyFileText(this.#keyFiles, pem, comment, file), false),
      ),
    );
    const download = await this.#oneDownload
      .saveOnce(keyPair.id, async () => (await staged).place())
      .then(
        (saved): DownloadResult => ({ saved: true, path: saved }),
        async (error: unknown): Promise<DownloadResult> => {
          await discarded(staged);
          if (error instanceof AppError) return { saved: false, code: error.code, details: error.details };
          throw error;
        },
      );
    return { keyPair: this.get(keyPair.id), download };
  }

  /** The file is written while the keychain is: it knows that it may from then on, and takes as long. */
  async #generate(
    regionId: RegionId,
    name: string,
    spec: KeySpec,
    stage: (privateKeyPem: string, comment: string) => Promise<StagedFile>,
  ): Promise<{ keyPair: KeyPair; staged: Promise<StagedFile> }> {
    this.#checkNew(regionId, name);
    checkKeySpec(this.#regions.provider(regionId).keySpecs, spec);
    const { id, publicKey, privateKeyPem, isKept } = await this.#prepared.take(spec, name);
    const keyPair: KeyPair = { ...newKeyPair(regionId, name, id), origin: 'generated', publicKey, ...kept };
    const file: { staged?: Promise<StagedFile> } = {};
    const stageIt = (): Promise<StagedFile> => (file.staged ??= stage(privateKeyPem, publicKey.comment));
    // Who waits for it hears of a failure.
    const begin = (): void => void stageIt().catch(() => undefined);
    try {
      if (isKept && (await this.#adopt(keyPair, privateKeyPem, begin))) return { keyPair, staged: stageIt() };
      const anew = isKept ? { ...keyPair, id: newKeyPairId() } : keyPair;
      await this.#keep(anew, privateKeyPem, undefined, begin);
      return { keyPair: anew, staged: stageIt() };
    } catch (error) {
      await discarded(file.staged);
      throw error;
    }
  }

  /** Imports a public key. Its private half is not on this computer. */
  async importPublicKey(regionId: RegionId, name: string, text: string): Promise<KeyPair> {
    return this.#perRegion.pass(regionId, async () => {
      this.#checkNew(regionId, name);
      const publicKey = readPublicKey(text);
      checkDuplicate(this.#store.keyPairs.list(regionId), publicKey.fingerprintSha256);
      const keyPair: KeyPair = {
        ...newKeyPair(regionId, name),
        origin: 'imported',
        publicKey,
        privateKey: 'absent',
        download: 'none',
      };
      this.#store.keyPairs.insert(keyPair);
      this.#events.keyPairsChanged(regionId);
      return Promise.resolve(keyPair);
    });
  }

  /**
   * Imports both halves of a key pair: the private one goes to the keychain, and has its one download as a generated
   * one has.
   * @param privateKeyPem the private key as Latchkey keeps it, whose public half `publicKey` is
   * @param passphrase of the file that it came in, where that is to be kept until the one download
   */
  importPrivateKey(
    regionId: RegionId,
    name: string,
    publicKey: PublicKeyInfo,
    privateKeyPem: string,
    passphrase?: string,
  ): Promise<KeyPair> {
    return this.#perRegion.pass(regionId, async () => {
      this.#checkNew(regionId, name);
      checkDuplicate(this.#store.keyPairs.list(regionId), publicKey.fingerprintSha256);
      const keyPair: KeyPair = {
        ...newKeyPair(regionId, name),
        origin: 'imported',
        publicKey,
        ...kept,
        ...(passphrase === undefined ? {} : { isPassphraseKept: true }),
      };
      await this.#keep(keyPair, privateKeyPem, passphrase);
      return keyPair;
    });
  }

  async #keep(
    keyPair: KeyPair,
    privateKeyPem: string,
    passphrase?: string,
    onBegin?: () => void,
  ): Promise<void> {
    const { id } = keyPair;
    const entries = [{ ref: privateKeyRef(id), secret: privateKeyPem }];
    if (passphrase !== undefined) entries.push({ ref: originalPassphraseRef(id), secret: passphrase });
    await this.#secrets.addAllThenCommit(entries, () => this.#insert(keyPair), onBegin);
    this.#events.keyPairsChanged(keyPair.regionId);
  }

  /** The same for a private key that the keychain has already. False: it has it no more. */
  async #adopt(keyPair: KeyPair, privateKeyPem: string, onBegin: () => void): Promise<boolean> {
    onBegin();
    const entry = { ref: privateKeyRef(keyPair.id), secret: privateKeyPem };
    const isAdopted = await this.#secrets.adopt(entry, () => this.#insert(keyPair));
    if (isAdopted) this.#events.keyPairsChanged(keyPair.regionId);
    return isAdopted;
  }

  #insert(keyPair: KeyPair): void {
    // It may have been removed in the meantime.
    this.#regions.get(keyPair.regionId);
    this.#store.keyPairs.insert(keyPair);
  }

  /** The name under which the one download is offered; refuses when it is used up. */
  downloadName(id: KeyPairId, form: PrivateKeyForm = 'pem'): string {
    const keyPair = this.get(id);
    checkDownload(keyPair);
    return keyFileName(keyPair.name, form);
  }

  /** The one download, to the path that the user chose. Used up only when the file is in place. */
  download(id: KeyPairId, path: string, file: PrivateKeyFileChoice = plainPem): Promise<string> {
    return this.#oneDownload.save(id, path, file);
  }

  /** Where the one download was saved. Error: `file-not-readable` where nothing is there (any more). */
  savedFile(id: KeyPairId): string {
    return this.#oneDownload.savedFile(id);
  }

  publicKeyName(id: KeyPairId): string {
    return publicKeyFileName(this.get(id).name);
  }

  /** Saves the public half as a file that everybody may read. Errors: `disk-full`, `file-not-writable`. */
  savePublicKey(id: KeyPairId, path: string): Promise<string> {
    return saveFile(path, `${this.get(id).publicKey.line}\n`, { mode: 0o644, replace: true });
  }

  /** Deletes a key pair that no server has, and its private key with it. */
  delete(id: KeyPairId): Promise<void> {
    return this.#perKeyPair.pass(id, async () => {
      const keyPair = this.get(id);
      checkUnused(keyPair, this.#store.servers.list(keyPair.regionId), this.#store.journal.list());
      this.#store.keyPairs.setDeleting(id, true);
      try {
        await this.#removeSecrets(keyPair);
      } catch (error) {
        // After a timeout the keychain may still remove it, and before a failure it may have: the next start finds out.
        const isTimeout = error instanceof AppError && error.code === 'keychain-timeout';
        if (!isTimeout && !(await this.#isGone(keyPair))) this.#store.keyPairs.setDeleting(id, false);
        this.#events.keyPairsChanged(keyPair.regionId);
        throw error;
      }
      this.#store.keyPairs.delete(id);
      this.#events.keyPairsChanged(keyPair.regionId);
    });
  }

  /** Whether its private key was here, and certainly is not any more. */
  async #isGone({ id, privateKey }: KeyPair): Promise<boolean> {
    if (privateKey !== 'keychain') return false;
    return !(await this.#secrets.has(privateKeyRef(id)).catch(() => true));
  }

  /** Where the private key stays, what is gone before it is not claimed any more. */
  async #removeSecrets(keyPair: KeyPair): Promise<void> {
    for (const ref of keyPairRefs(keyPair)) {
      await this.#secrets.remove(ref);
      if (ref.kind === 'private-key-passphrase') this.#store.keyPairs.setPassphraseKept(keyPair.id, false);
    }
  }

  #checkNew(regionId: RegionId, name: string): void {
    checkNewKeyPair(this.#regions.get(regionId), this.#store.keyPairs.list(regionId), name);
  }
}
