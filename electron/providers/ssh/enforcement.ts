import { AppError } from '../../../shared/ipc/result.ts';
import type { Effect } from '../../../shared/model/server.ts';
import type { Credential } from '../../ssh/target.ts';
import type { Connection } from './connection.ts';
import type { ServerSettings } from './read-settings.ts';
import type { Transaction } from './transaction.ts';
import { mustOpen } from './ways-in.ts';
import { answersAgain, restartMachine, waitForAnswer, waitForReturn } from './wait-for-server.ts';

/** Puts changes of sshd's configuration into force, as the user has chosen. */
export class Enforcement {
  readonly #connection: Connection;
  readonly #settings: Pick<ServerSettings, 'sshd' | 'root'>;
  readonly #transaction: Transaction;
  readonly #effect: Effect;
  #hasReloaded = false;
  #isInForce = false;

  /** To be made before any file is changed: what is to be undone last, the reload, has to be said first. */
  constructor(
    connection: Connection,
    settings: Pick<ServerSettings, 'sshd' | 'root'>,
    transaction: Transaction,
    effect: Effect,
  ) {
    this.#connection = connection;
    this.#settings = settings;
    this.#transaction = transaction;
    this.#effect = effect;
    transaction.onFailure(() => this.#reloadAgain());
  }

  /** Not where the server's own timer has done so: a second signal too soon would kill the listener. */
  async #reloadAgain(): Promise<boolean> {
    const { sshd, root } = this.#settings;
    if (!this.#hasReloaded || !(await sshd.hasUnread(root))) return false;
    await sshd.reload();
    await answersAgain(this.#connection);
    return true;
  }

  /** Looks first whether what was written refuses root's password. False when it does not: then nothing is reloaded. */
  reloadIfRefusing(): Promise<boolean> {
    return this.#transaction.step('reload', async () => {
      this.#isInForce = await this.#reloading(() => this.#settings.sshd.reloadIfRefusing());
      this.#hasReloaded = this.#isInForce;
      return this.#isInForce;
    });
  }

  /** Where it can't be told whether sshd was reached, it may have been; not where it has refused the configuration. */
  async #reloading<T>(reload: () => Promise<T>): Promise<T> {
    this.#hasReloaded = true;
    try {
      return await reload();
    } catch (error) {
      this.#hasReloaded = !(error instanceof AppError && error.code === 'sshd-config-invalid');
      throw error;
    }
  }

  get isPostponed(): boolean {
    return this.#effect === 'postpone';
  }

  /**
   * Before a restart as well: what is wrong shows while the session that can undo it is still open.
   * @param key has to open the server then
   */
  async reload(key?: Credential): Promise<void> {
    if (this.isPostponed) return;
    const { step } = this.#transaction;
    if (!this.#isInForce) {
      await step('reload', async () => {
        await this.#reloading(() => this.#settings.sshd.reload());
        if (!key) await answersAgain(this.#connection);
      });
    }
    if (key) {
      await step('prove-again', () => answersAgain(this.#connection, () => mustOpen(this.#connection, key)));
    }
  }

  /**
   * Where a restart was chosen: restarts, waits until the machine is back, and goes on with a session on it.
   * @param credentials the ways in that are known to be open; none where there may be none
   * @returns whether there was a restart
   */
  async restart(credentials: readonly Credential[]): Promise<boolean> {
    if (this.#effect !== 'restart') return false;
    const { step } = this.#transaction;
    const mark = await step('restart', () => restartMachine(this.#connection));
    await step('wait-for-server', () =>
      credentials.length > 0
        ? waitForReturn(this.#connection, mark, credentials)
        : waitForAnswer(this.#connection),
    );
    return true;
  }
}
