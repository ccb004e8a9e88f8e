import { AppError } from '../../../shared/ipc/result.ts';
import type { JobStep } from '../../../shared/model/job.ts';
import type { Credential } from '../../ssh/target.ts';
import type { OnWait, RunOptions, SshSession } from '../../ssh/session.ts';
import type { ActionContext, ServerTarget } from '../provider.ts';
import type { SshDependencies } from './dependencies.ts';
import { inTransaction, type Transaction } from './transaction.ts';

/**
 * The session that an action works through, from its beginning to its end. It is open while fresh logons are proven:
 * should those fail, it is the way back in. Cancelling does not cut it, because undoing needs it.
 */
export class Connection {
  readonly deps: SshDependencies;
  readonly target: ServerTarget;
  readonly context: ActionContext;
  #session: SshSession;
  #step: JobStep = 'connect';

  private constructor(
    deps: SshDependencies,
    target: ServerTarget,
    context: ActionContext,
    session: SshSession,
  ) {
    this.deps = deps;
    this.target = target;
    const { onStep } = context;
    const begin = (step: JobStep): void => {
      this.#step = step;
      onStep(step);
    };
    this.context = { ...context, onStep: begin };
    this.#session = session;
  }

  static async open(
    deps: SshDependencies,
    target: ServerTarget,
    context: ActionContext,
  ): Promise<Connection> {
    return new Connection(deps, target, context, await openUncut(deps, target, context));
  }

  get session(): SshSession {
    return this.#session;
  }

  /** A fresh logon with this credential alone: whether the server lets it in. */
  async opensWith(credential: Credential): Promise<boolean> {
    const { signal, onStep } = this.context;
    const step = this.#step;
    const onWait = (isWaiting: boolean): void => onStep(isWaiting ? 'wait-for-attempts' : step);
    try {
      return await this.deps.proveLogon(this.target, credential, signal, onWait);
    } catch (error) {
      // It has answered before: this is not a server that was off from the beginning.
      if (error instanceof AppError && error.code === 'server-unreachable') {
        throw new AppError('server-connection-lost', error.details, { cause: error });
      }
      throw error;
    }
  }

  /** A new session in the place of one that is lost, with the first of these credentials that lets in. */
  async reopen(credentials: readonly Credential[], onWait?: OnWait): Promise<void> {
    const lifetime = new AbortController();
    const session = await this.deps.openSession({ ...this.target, credentials }, lifetime.signal, onWait);
    await this.#session.close();
    this.#session = session;
  }

  /** Makes sure that there is a session to undo things with, however long it has to wait for its turn. */
  async ensureOpen(credentials: readonly Credential[]): Promise<void> {
    try {
      await this.#session.run(':');
    } catch {
      await this.reopen(credentials, () => undefined);
    }
  }

  close(): Promise<void> {
    return this.#session.close();
  }

  /** Runs a script that has no business failing; `server-protocol` when it does. */
  async output(script: string, options?: RunOptions): Promise<string> {
    const { code, stdout, stderr } = await this.#session.run(script, options);
    if (code !== 0) {
      throw new AppError('server-protocol', { reason: stderr.toString('utf8').trim().slice(0, 200) });
    }
    return stdout.toString('utf8');
  }
}

/** Cancelling ends the attempt to connect, but not the session that came of it. */
async function openUncut(
  deps: SshDependencies,
  target: ServerTarget,
  { signal, onStep, waitsForAttempts = false }: ActionContext,
): Promise<SshSession> {
  const tell = (isWaiting: boolean): void => onStep(isWaiting ? 'wait-for-attempts' : 'connect');
  const lifetime = new AbortController();
  const cancel = (): void => {
    lifetime.abort(signal.reason);
  };
  if (signal.aborted) throw new AppError('cancelled');
  signal.addEventListener('abort', cancel);
  try {
    return await deps.openSession(target, lifetime.signal, waitsForAttempts ? tell : undefined);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** Opens, works, and closes whatever happens. */
export async function withConnection<T>(
  deps: SshDependencies,
  target: ServerTarget,
  context: ActionContext,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  context.onStep('connect');
  const connection = await Connection.open(deps, target, context);
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

/** The same in a transaction, which is undone over this session or one that the target's credentials open. */
export function withTransaction<T>(
  deps: SshDependencies,
  target: ServerTarget,
  context: ActionContext,
  work: (connection: Connection, transaction: Transaction) => Promise<T>,
): Promise<T> {
  return withConnection(deps, target, context, (connection) =>
    inTransaction(
      connection.context,
      () => connection.ensureOpen(target.credentials),
      (transaction) => work(connection, transaction),
    ),
  );
}
