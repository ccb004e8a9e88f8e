import { describe, expect, it } from 'vitest';
import { inTransaction, type Transaction } from '../../../../electron/providers/ssh/transaction.ts';
import { AppError } from '../../../../shared/ipc/result.ts';
import type { JobStep } from '../../../../shared/model/job.ts';

/** Runs work in a transaction and gives what was told, what was undone, and how it ended. */
async function run(work: (transaction: Transaction, undone: string[]) => Promise<unknown>, aborted = false) {
  const steps: JobStep[] = [];
  const undone: string[] = [];
  const signal = aborted ? AbortSignal.abort() : new AbortController().signal;
  const context = { signal, onStep: (step: JobStep) => void steps.push(step) };
  const prepare = () => Promise.resolve(void undone.push('prepared'));
  const end: unknown = await inTransaction(context, prepare, (transaction) =>
    work(transaction, undone),
  ).catch((error: unknown) => error);
  return { steps, undone, end };
}

const fail = () => Promise.reject(new AppError('proof-failed', { path: '/x' }));
const undo =
  (undone: string[], name: string, did = true) =>
  () => {
    undone.push(name);
    return Promise.resolve(did);
  };

describe('inTransaction', () => {
  it('tells each step and gives what the work gives', async () => {
    const { steps, undone, end } = await run(async ({ step, onFailure }, list) => {
      onFailure(undo(list, 'never'));
      return (
        (await step('add-line', () => Promise.resolve(1))) + (await step('reload', () => Promise.resolve(2)))
      );
    });
    expect({ steps, undone, end }).toEqual({ steps: ['add-line', 'reload'], undone: [], end: 3 });
  });

  it('puts everything back in reverse order and throws the step’s error on', async () => {
    const { steps, undone, end } = await run(async ({ step, onFailure }, list) => {
      onFailure(undo(list, 'first'));
      onFailure(undo(list, 'second'));
      await step('prove-logon', fail);
    });
    expect(undone).toEqual(['prepared', 'second', 'first']);
    expect(steps).toEqual(['prove-logon', 'roll-back']);
    expect(end).toMatchObject({
      code: 'proof-failed',
      details: { path: '/x', step: 'prove-logon', rolledBack: true },
    });
  });

  it('puts everything back also where nobody can be told of it', async () => {
    const undone: string[] = [];
    const onStep = (step: JobStep): void => {
      if (step === 'roll-back') throw new AppError('disk-full');
    };
    const context = { signal: new AbortController().signal, onStep };
    const work = inTransaction(
      context,
      () => Promise.resolve(),
      async ({ step, onFailure }) => {
        onFailure(undo(undone, 'first'));
        await step('prove-logon', fail);
      },
    );
    await expect(work).rejects.toMatchObject({ code: 'proof-failed', details: { rolledBack: true } });
    expect(undone).toEqual(['first']);
  });

  it('does not claim to have rolled back where there was nothing to undo', async () => {
    const { end } = await run(async ({ step, onFailure }, list) => {
      onFailure(undo(list, 'nothing', false));
      await step('add-line', fail);
    });
    expect(end).toMatchObject({ code: 'proof-failed', details: { path: '/x', step: 'add-line' } });
    expect((end as AppError).details).not.toHaveProperty('rolledBack');
  });

  it('needs no roll-back when nothing was changed', async () => {
    const { steps, undone } = await run(({ step }) => step('read-settings', fail));
    expect({ steps, undone }).toEqual({ steps: ['read-settings'], undone: [] });
  });

  it('undoes the rest even when one can’t be undone, and says so', async () => {
    const { undone, end } = await run(async ({ step, onFailure }, list) => {
      onFailure(undo(list, 'first'));
      onFailure(() => Promise.reject(new AppError('server-connection-lost')));
      await step('prove-again', fail);
    });
    expect(undone).toEqual(['prepared', 'first']);
    expect(end).toMatchObject({
      code: 'rollback-failed',
      details: { because: 'proof-failed', step: 'prove-again' },
    });
  });

  it('takes a way in away last, and not at all while another one could not be opened again', async () => {
    const work = (broken: boolean) =>
      run(async ({ step, onFailure, onFailureLast }, list) => {
        onFailureLast(undo(list, 'line'));
        onFailure(undo(list, 'service'));
        onFailure(broken ? () => Promise.reject(new AppError('reload-failed')) : undo(list, 'settings'));
        await step('prove-again', fail);
      });
    expect((await work(false)).undone).toEqual(['prepared', 'settings', 'service', 'line']);
    const { undone, end } = await work(true);
    expect(undone).toEqual(['prepared', 'service']);
    expect(end).toMatchObject({ code: 'rollback-failed' });
  });

  it('is cancelled between two steps, and puts back', async () => {
    const { undone, end } = await run(async ({ step, onFailure }, list) => {
      onFailure(undo(list, 'first'));
      await step('reload', () => Promise.resolve());
    }, true);
    expect(undone).toEqual(['prepared', 'first']);
    expect(end).toMatchObject({ code: 'cancelled' });
  });

  it('passes unexpected errors on as they are, after putting back', async () => {
    const { undone, end } = await run(async ({ step, onFailure }, list) => {
      onFailure(undo(list, 'first'));
      await step('reload', () => Promise.reject(new TypeError('bug')));
    });
    expect(undone).toEqual(['prepared', 'first']);
    expect(end).toBeInstanceOf(TypeError);
  });
});
