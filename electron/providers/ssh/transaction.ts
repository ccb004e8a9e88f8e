import { AppError } from '../../../shared/ipc/result.ts';
import type { JobStep } from '../../../shared/model/job.ts';
import type { ActionContext } from '../provider.ts';

/** Puts one change back. False when there was nothing to put back. */
export type Undo = () => Promise<boolean>;

export interface Transaction {
  /**
   * Tells what is being done, and does it, unless the user has cancelled. A machine that goes down is waited for all
   * the same: nothing can be put back before it has returned.
   */
  readonly step: <T>(name: JobStep, work: () => Promise<T>) => Promise<T>;
  /**
   * What to do if this or a later step fails. Said before the change is made: a change that was cut off half-way has
   * to be put back as well. The last one said is the first one done.
   */
  readonly onFailure: (undo: Undo) => void;
  /** The same for what has to be done before all the others. */
  readonly onFailureFirst: (undo: Undo) => void;
  /**
   * The same for what takes a way in away: done after all the others, and only when every one of them has succeeded.
   * Where the other way in could not be opened again, this one is the last.
   */
  readonly onFailureLast: (undo: Undo) => void;
}

/**
 * All or nothing. When a step fails, everything is put back in reverse order and the step's error is thrown on, with
 * `step` in its details and `rolledBack` when that took undoing; when that fails too, `rollback-failed`.
 * @param prepareUndo makes sure that undoing is possible, for instance that there is a connection
 */
export async function inTransaction<T>(
  { signal, onStep }: ActionContext,
  prepareUndo: () => Promise<void>,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const undos: Undo[] = [];
  const urgent: Undo[] = [];
  const closing: Undo[] = [];
  let current: JobStep | undefined;
  const transaction: Transaction = {
    async step(name, doIt) {
      if (signal.aborted && name !== 'wait-for-server') throw new AppError('cancelled');
      current = name;
      onStep(name);
      return doIt();
    },
    onFailure: (undo) => void undos.push(undo),
    onFailureFirst: (undo) => void urgent.push(undo),
    onFailureLast: (undo) => void closing.push(undo),
  };
  try {
    return await work(transaction);
  } catch (error) {
    if (undos.length + urgent.length + closing.length === 0) throw withDetails(error, current, false);
    tellRollBack(onStep);
    const order = { opening: [...undos, ...urgent], closing };
    const undone = await rollBack(order, prepareUndo, { reason: error, step: current });
    throw withDetails(error, current, undone);
  }
}

/** Telling of it must not keep it from being done: what notes the progress may be on a full disk. */
function tellRollBack(onStep: ActionContext['onStep']): void {
  try {
    onStep('roll-back');
  } catch {
    // The error that led here is the one that counts.
  }
}

/** Tries every one that closes nothing even when one fails: the more is as it was, the better. */
async function rollBack(
  { opening, closing }: { readonly opening: readonly Undo[]; readonly closing: readonly Undo[] },
  prepareUndo: () => Promise<void>,
  { reason, step }: { readonly reason: unknown; readonly step: JobStep | undefined },
): Promise<boolean> {
  let undone = false;
  const failures: unknown[] = [];
  const attempt = async (undo: Undo): Promise<void> => {
    try {
      undone = (await undo()) || undone;
    } catch (error) {
      failures.push(error);
    }
  };
  await attempt(() => prepareUndo().then(() => false));
  for (const undo of opening.toReversed()) await attempt(undo);
  for (const undo of closing.toReversed()) if (failures.length === 0) await attempt(undo);
  if (failures.length === 0) return undone;
  const because = reason instanceof AppError ? reason.code : 'unexpected';
  const cause = new AggregateError([reason, ...failures]);
  throw new AppError('rollback-failed', { because, ...(step ? { step } : {}) }, { cause });
}

function withDetails(error: unknown, step: JobStep | undefined, rolledBack: boolean): unknown {
  if (!(error instanceof AppError)) return error;
  const details = { ...error.details, ...(step ? { step } : {}), ...(rolledBack ? { rolledBack } : {}) };
  return new AppError(error.code, details, { cause: error });
}
