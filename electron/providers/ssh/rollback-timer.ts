import { randomUUID } from 'node:crypto';
import { AppError } from '../../../shared/ipc/result.ts';
import type { RunResult } from '../../ssh/session.ts';
import type { Connection } from './connection.ts';
import { rollbackExit, rollbackScripts } from './rollback-scripts.ts';
import type { Transaction } from './transaction.ts';
import { answersAgain } from './wait-for-server.ts';

/** What the timer goes back to: the configuration as it is now, or the same without Latchkey's part. */
export type RollbackGoal = 'as-it-is' | 'without-ours';

/**
 * A process on the server that puts sshd's configuration back by itself, whatever becomes of this computer and of the
 * connection: it is armed before the first change and disarmed when a logon has been proven on what changed.
 */
export class RollbackTimer {
  readonly #connection: Connection;
  readonly #transaction: Transaction;
  readonly #token: string;
  #isArmed = false;

  constructor(connection: Connection, transaction: Transaction) {
    this.#connection = connection;
    this.#transaction = transaction;
    this.#token = connection.context.actionId ?? randomUUID();
  }

  /** Errors: `server-busy` while another one is armed, `sshd-config-not-writable`. */
  async arm(goal: RollbackGoal = 'as-it-is'): Promise<void> {
    const { deps, session } = this.#connection;
    this.#transaction.onFailureFirst(() => this.#fire());
    await this.#transaction.step('arm-rollback', async () => {
      this.#isArmed = true;
      const args = [String(deps.rollbackSeconds), goal, rollbackScripts.timer, session.account.localPort];
      const { code, stderr } = await this.#run(rollbackScripts.arm, args);
      if (code === 0) return;
      this.#isArmed = false;
      if (code === rollbackExit.busy) throw new AppError('server-busy', { reason: 'rollback-armed' });
      throw new AppError('sshd-config-not-writable', { reason: words(stderr) });
    });
  }

  /** Error: `rolled-back` when its time was up before: the server is as it was. */
  async disarm(): Promise<void> {
    await this.#transaction.step('disarm-rollback', async () => {
      const { code } = await this.#run(rollbackScripts.disarm);
      if (code !== 0) throw new AppError('rolled-back', { reason: 'rollback-timer' });
      this.#isArmed = false;
    });
  }

  /** True when it has put something back, now or when its time was up. */
  async #fire(): Promise<boolean> {
    if (!this.#isArmed) return false;
    await fireRollback(this.#connection, this.#token);
    this.#isArmed = false;
    return true;
  }

  #run(script: string, args: readonly string[] = []): Promise<RunResult> {
    return runAsRoot(this.#connection, script, [this.#token, ...args]);
  }
}

/**
 * Makes the timer with this token do its work now, and waits for it. False when there is none.
 * Error: `reload-failed` when what was put back is not in force.
 */
export async function fireRollback(connection: Connection, token: string): Promise<boolean> {
  const { code, stderr } = await runAsRoot(connection, rollbackScripts.fire, [token]);
  if (code === rollbackExit.notOurs) return false;
  if (code !== 0) throw new AppError('reload-failed', { reason: words(stderr) });
  await answersAgain(connection);
  return true;
}

function runAsRoot({ session }: Connection, script: string, args: readonly string[]): Promise<RunResult> {
  return session.run(script, { args, asRoot: true });
}

function words(stderr: Buffer): string {
  return stderr.toString('utf8').trim().slice(0, 200);
}
