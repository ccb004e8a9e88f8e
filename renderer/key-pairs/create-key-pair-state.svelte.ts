import type { KeyPair, KeySpec } from '../../shared/model/key-pair.ts';
import type { RegionView } from '../../shared/model/region.ts';
import { AppError, type ErrorReply } from '../../shared/ipc/result.ts';
import { call } from '../lib/client.ts';
import { errorText } from '../lib/error-copy.ts';
import { texts } from '../../shared/texts/texts.ts';
import { KeyFileChoiceState } from './key-file-choice.svelte.ts';
import { nameError } from './name-error.ts';
import { KeyReading } from './key-reading.svelte.ts';

export type CreationMode = 'generate' | 'import';

/** What has become of the private key's one download. */
export type Download =
  | { readonly state: 'none' }
  | { readonly state: 'saved'; readonly path: string }
  | { readonly state: 'not-saved'; readonly error: unknown };

const defaultSpec: KeySpec = { type: 'rsa', bits: 2048 };

/** One run of the Create Key Pair dialog: first the form, then what has come of it. */
export class CreateKeyPairState {
  readonly region: RegionView;
  name = $state('');
  mode: CreationMode = $state('generate');
  specIndex = $state('0');
  publicKey = $state('');
  attachNow = $state(false);

  isBusy = $state(false);
  /** What the main process has refused. Nothing where a field says it, and as soon as something else is wanted. */
  readonly error: unknown = $derived.by(() => {
    const isSaidAtField = this.mode === 'import' && this.reading.error !== undefined;
    return this.#refusal?.mode === this.mode && !isSaidAtField ? this.#refusal.error : undefined;
  });
  created: KeyPair | undefined = $state.raw();
  download: Download = $state.raw({ state: 'none' });
  readonly reading = new KeyReading(() => {
    // A private key does not stay in the field; what is shown of it comes from the main process.
    if (this.reading.isHeld) this.publicKey = '';
  });
  readonly file = new KeyFileChoiceState();

  readonly nameError: string | undefined = $derived.by(() => this.#nameError());
  readonly publicKeyError: string | undefined = $derived.by(() => this.#publicKeyError());
  readonly spec: KeySpec = $derived.by(() => this.region.keySpecs[Number(this.specIndex)] ?? defaultSpec);

  readonly #hasName: (name: string) => boolean;
  #isTried = $state(false);
  #refusal: { readonly error: unknown; readonly mode: CreationMode } | undefined = $state.raw();
  /** A name that the main process knows to be taken although the list here does not have it yet. */
  #takenName: string | undefined = $state();

  constructor(region: RegionView, hasName: (name: string) => boolean, mode: CreationMode = 'generate') {
    this.region = region;
    this.mode = mode;
    this.#hasName = hasName;
  }

  /** What will be asked for is generated meanwhile. Where that fails nothing is lost: it is generated later then. */
  prepare(): void {
    const spec = this.mode === 'generate' && !this.created ? this.spec : null;
    void call('key-pairs:prepare', { spec }).catch(() => undefined);
  }

  forgetPrepared(): void {
    void call('key-pairs:prepare', { spec: null }).catch(() => undefined);
  }

  typePublicKey(text: string): void {
    this.#useKey(text);
    this.reading.follow(text);
  }

  /** Begins anew: that nothing is there yet is no mistake. */
  useAnotherKey(): void {
    this.#isTried = false;
    this.typePublicKey('');
  }

  chooseKeyFile(): Promise<void> {
    this.#useKey('');
    return this.reading.chooseFile();
  }

  readKeyClipboard(): Promise<void> {
    this.#useKey('');
    return this.reading.readClipboard();
  }

  /** A file was dropped on the window: that is an import, whatever was chosen before. */
  async dropKeyFile(file: File): Promise<void> {
    if (this.created || this.isBusy) return;
    this.mode = 'import';
    this.#useKey('');
    await this.reading.drop(file);
  }

  /** Creates or imports; while something in the form is wrong it only says so. */
  async submit(): Promise<void> {
    this.#isTried = true;
    this.#refusal = undefined;
    if (this.mode === 'import' && this.reading.summary?.kind === 'locked') {
      // What it is has to be seen before it is imported.
      await this.#whileBusy(async () => {
        await this.reading.unlock();
      });
      return;
    }
    const isFileRight = this.mode === 'import' || this.file.check();
    const isWrong = this.nameError ?? (this.mode === 'import' ? this.publicKeyError : undefined);
    if (isWrong !== undefined || !isFileRight) return;
    await this.#whileBusy(() => (this.mode === 'generate' ? this.#generate() : this.#import()));
  }

  /** The one download, again: after a save that has failed. */
  async save(): Promise<void> {
    const keyPair = this.created;
    if (!keyPair) return;
    await this.#whileBusy(async () => {
      try {
        const { path } = await call('key-pairs:download', { keyPairId: keyPair.id, file: this.file.choice });
        this.#saved(path);
      } catch (error) {
        this.download = { state: 'not-saved', error };
      }
    });
  }

  /** What was refused was another key. */
  #useKey(typed: string): void {
    this.publicKey = typed;
    this.#refusal = undefined;
  }

  async #generate(): Promise<void> {
    const { keyPair, download } = await call('key-pairs:create', {
      regionId: this.region.id,
      name: this.name,
      spec: this.spec,
      file: this.file.choice,
    });
    if (download.saved) this.#saved(download.path);
    else this.download = { state: 'not-saved', error: download };
    this.created = keyPair;
  }

  #saved(path: string): void {
    this.download = { state: 'saved', path };
    this.file.clear();
  }

  async #import(): Promise<void> {
    const { summary, isHeld, chosen, keepPassphrase } = this.reading;
    const key =
      summary && isHeld
        ? {
            handle: summary.handle,
            index: summary.kind === 'public' ? Number(chosen) : 0,
            ...(keepPassphrase ? { keepPassphrase } : {}),
          }
        : { publicKey: this.publicKey };
    this.created = await call('key-pairs:import', { regionId: this.region.id, name: this.name, ...key });
  }

  async #whileBusy(work: () => Promise<void>): Promise<void> {
    this.isBusy = true;
    try {
      await work();
    } catch (error) {
      this.#refused(error);
    } finally {
      this.isBusy = false;
    }
  }

  #refused(error: unknown): void {
    if (isNameTaken(error)) this.#takenName = this.name;
    else this.#refusal = { error, mode: this.mode };
  }

  /** The main process has the new key pair in its list before it has saved the file: the name is not taken by that. */
  #nameError(): string | undefined {
    if (this.isBusy) return undefined;
    return nameError(this.name, (name) => name === this.#takenName || this.#hasName(name), this.#isTried);
  }

  #publicKeyError(): string | undefined {
    if (this.reading.error !== undefined) return errorText(this.reading.error);
    const isMissing = this.publicKey.trim() === '' && !this.reading.isHeld;
    return isMissing && this.#isTried ? texts.createKeyPair.publicKeyMissing : undefined;
  }
}

function isNameTaken(error: unknown): boolean {
  const code: ErrorReply['code'] | undefined = error instanceof AppError ? error.code : undefined;
  return code === 'key-pair-name-taken';
}
