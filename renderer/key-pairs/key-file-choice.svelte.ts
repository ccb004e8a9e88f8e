import {
  isTypable,
  passphraseLength,
  type PrivateKeyFileChoice,
  type PrivateKeyForm,
} from '../../shared/model/private-key-file.ts';
import { texts } from '../../shared/texts/texts.ts';

/** In which form the one download is saved, and the passphrase that protects it. */
export class KeyFileChoiceState {
  form: PrivateKeyForm = $state('pem');
  /** Whether the keychain has the passphrase of the file that the private key came in. */
  readonly hasOriginal: boolean;
  useOriginal = $state(false);
  passphrase = $state('');
  repeated = $state('');

  readonly offersOriginal: boolean = $derived.by(() => this.hasOriginal && this.form !== 'pem');
  readonly takesPassphrase: boolean = $derived.by(
    () => this.form !== 'pem' && !(this.offersOriginal && this.useOriginal),
  );
  readonly passphraseError: string | undefined = $derived.by(() => this.#passphraseError());
  readonly repeatedError: string | undefined = $derived.by(() => this.#repeatedError());
  readonly isWrong: boolean = $derived((this.passphraseError ?? this.repeatedError) !== undefined);
  /** What the main process is asked for. */
  readonly choice: PrivateKeyFileChoice = $derived.by(() => this.#choice());

  #isTried = $state(false);

  /** What was kept on purpose is what is offered first. */
  constructor(hasOriginal = false) {
    this.hasOriginal = hasOriginal;
    this.useOriginal = hasOriginal;
    if (hasOriginal) this.form = 'openssh';
  }

  /** From now on what is missing is said too. Answers whether nothing is wrong. */
  check(): boolean {
    this.#isTried = true;
    return !this.isWrong;
  }

  /** Forgets what was typed. */
  clear(): void {
    this.passphrase = '';
    this.repeated = '';
  }

  #passphraseError(): string | undefined {
    const t = texts.keyFile;
    if (!this.takesPassphrase) return undefined;
    if (!isTypable(this.passphrase)) return t.passphraseCharacter;
    return this.passphrase.length > passphraseLength.max ? t.passphraseTooLong : undefined;
  }

  /** While it is being typed, the beginning of the passphrase is not wrong yet. */
  #repeatedError(): string | undefined {
    if (!this.takesPassphrase || this.repeated === this.passphrase) return undefined;
    const isOnTheWay = !this.#isTried && this.passphrase.startsWith(this.repeated);
    return isOnTheWay ? undefined : texts.keyFile.repeatedOther;
  }

  #choice(): PrivateKeyFileChoice {
    const { form, passphrase } = this;
    if (form === 'pem') return { form };
    if (!this.takesPassphrase) return { form, useOriginalPassphrase: true };
    return passphrase === '' ? { form } : { form, passphrase };
  }
}
