import type { SshConfigPlan, SshConfigSubject } from '../../shared/model/ssh-config.ts';
import { call } from '../lib/client.ts';

/** One run of the dialog that writes `Host` blocks for `ssh`: what it would write is shown first. */
export class SshConfigBlocksState {
  plan: SshConfigPlan | undefined = $state.raw();
  error: unknown = $state.raw();
  isBusy = $state(false);
  /** Take the blocks out instead. */
  remove = $state(false);

  /** Servers whose block can't name the private key's file. */
  readonly withoutIdentity = $derived(this.plan?.hosts.filter(({ identity }) => identity !== 'named') ?? []);

  readonly #subject: SshConfigSubject;

  constructor(subject: SshConfigSubject) {
    this.#subject = subject;
  }

  async load(): Promise<void> {
    await this.#try(async () => {
      this.plan = await call('ssh-config:plan', { subject: this.#subject, remove: this.remove });
    });
  }

  async setRemove(remove: boolean): Promise<void> {
    this.remove = remove;
    await this.load();
  }

  async chooseIdentityFile(): Promise<void> {
    const keyPairId = this.plan?.keyPairId;
    if (!keyPairId) return;
    await this.#try(async () => {
      const { isChosen } = await call('ssh-config:choose-identity-file', { keyPairId });
      if (isChosen)
        this.plan = await call('ssh-config:plan', { subject: this.#subject, remove: this.remove });
    });
  }

  /** Writes what is shown. Answers whether it is written; where the files have changed, shows them anew. */
  async apply(): Promise<boolean> {
    const { plan } = this;
    if (!plan) return false;
    const isDone = await this.#try(async () => {
      await call('ssh-config:apply', { subject: this.#subject, remove: this.remove, token: plan.token });
    });
    if (isDone) return true;
    const { error } = this;
    await this.load();
    this.error = error;
    return false;
  }

  async #try(work: () => Promise<void>): Promise<boolean> {
    this.isBusy = true;
    this.error = undefined;
    try {
      await work();
      return true;
    } catch (error) {
      this.error = error;
      return false;
    } finally {
      this.isBusy = false;
    }
  }
}
