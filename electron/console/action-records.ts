import { AppError } from '../../shared/ipc/result.ts';
import type { KeyPairId, ServerId } from '../../shared/model/ids.ts';
import type { Pending, Server } from '../../shared/model/server.ts';
import type { ActionContext, Interrupted, Outcome } from '../providers/provider.ts';
import { driftAfterChange } from './drift.ts';
import type { ServerOutcome } from './job-runner.ts';
import type { ServerRecords } from './server-records.ts';

/** What was asked for: what stands in the record while it waits. */
export type Asked = Pick<Pending, 'change' | 'keyPairId' | 'effect'>;

/** What a server's record says while something is done on it, and afterwards. */
export class ActionRecords {
  readonly #records: ServerRecords;

  constructor(records: ServerRecords) {
    this.#records = records;
  }

  /** While a machine restarts, its record says so. */
  watched(id: ServerId, context: ActionContext): ActionContext {
    return {
      ...context,
      onStep: (step) => {
        if (step === 'wait-for-server') this.#records.update(id, { status: 'starting' });
        context.onStep(step);
      },
    };
  }

  /** It has answered, and nothing was changed. */
  answered(id: ServerId): void {
    this.#records.update(id, { status: 'running', checkedAt: Date.now() });
  }

  /** @param asked null where nothing of it can wait */
  done(id: ServerId, outcome: Outcome, asked: Asked | null, boundKeyPairId: KeyPairId | null): ServerOutcome {
    const before = this.#records.get(id);
    const { passwordLogon, proven } = outcome;
    const isOpened = asked?.change === 'enable-password-logon';
    this.#records.update(id, {
      boundKeyPairId,
      drift: isOpened ? null : driftAfterChange(before, passwordLogon),
      status: 'running',
      checkedAt: Date.now(),
      ...(passwordLogon === 'unknown' ? {} : { passwordLogon }),
      pending: pendingAfter(before, outcome, asked),
    });
    return { state: outcome.pending === true ? 'pending' : 'succeeded', proven };
  }

  /** Of an action that an earlier run was cut off in: it has come about, or all is as it was before. */
  resumed(
    server: Server,
    { end, outcome }: { readonly end: 'finished' | 'rolled-back'; readonly outcome: Outcome },
    { kind, keyPairId, effect }: Pick<Pending, 'keyPairId' | 'effect'> & Pick<Interrupted, 'kind'>,
  ): void {
    const asked = kind === 'take-effect' ? null : { change: kind, keyPairId, effect };
    if (end === 'finished') this.done(server.id, outcome, asked, boundAfter(server, kind, keyPairId));
    else this.done(server.id, outcome, server.pending, server.boundKeyPairId);
  }

  /** A server that is known to be stopped gets its change when it is next seen. */
  async orWhenUp(server: Server, asked: Asked, act: () => Promise<ServerOutcome>): Promise<ServerOutcome> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'server-unreachable') throw error;
      if (server.status !== 'stopped') {
        this.#records.update(server.id, { status: 'stopped', checkedAt: Date.now() });
        throw error;
      }
      const pending: Pending = { ...asked, waitsFor: 'server', since: Date.now(), problem: null };
      this.#records.update(server.id, { pending, checkedAt: Date.now() });
      return { state: 'pending', proven: null };
    }
  }

  /** What waited was taken back on the server when it turned out to close it. Throws what it was given. */
  withdrawn({ id, pending }: Server, error: unknown): never {
    if (pending && error instanceof AppError && error.details['rolledBack'] === true) {
      this.#records.update(id, { pending: null, passwordLogon: 'unknown' });
    }
    throw error;
  }

  /** What still waits for its server is taken back without touching the machine. */
  withdraw(server: Server): ServerOutcome {
    this.#records.update(server.id, { pending: null });
    return { state: 'succeeded', proven: null };
  }
}

/** What waits for a restart then: this action, or what did before where this one has put nothing into the settings. */
function pendingAfter(
  { pending: older }: Pick<Server, 'pending'>,
  { pending, proven }: Outcome,
  asked: Asked | null,
): Pending | null {
  const left = older?.waitsFor === 'restart' ? older : null;
  if (pending === null || (pending && proven === false && left)) return left && inPlaceOf(left, asked);
  return pending && asked ? { ...asked, waitsFor: 'restart', since: Date.now(), problem: null } : null;
}

/** A bind that waits is that of the key pair that is bound now. */
function inPlaceOf(left: Pending, asked: Asked | null): Pending {
  const isReplaced = left.change === 'bind' && asked?.change === 'bind';
  return isReplaced ? { ...left, keyPairId: asked.keyPairId } : left;
}

function boundAfter(
  { boundKeyPairId }: Server,
  kind: Interrupted['kind'],
  keyPairId: KeyPairId | null,
): KeyPairId | null {
  if (kind === 'bind') return keyPairId;
  return kind === 'unbind' ? null : boundKeyPairId;
}
