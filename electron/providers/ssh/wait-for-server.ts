import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, type ErrorCode } from '../../../shared/ipc/result.ts';
import type { Credential } from '../../ssh/target.ts';
import type { Connection } from './connection.ts';
import { bootMarkScript, restartMachineScript } from './sshd-scripts.ts';

/** What a connection fails with while a machine goes down or comes up. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'server-unreachable',
  'server-connection-lost',
  'server-timeout',
  'server-protocol',
]);

const listenerPollMs = 50;

/** A machine that is starting up may turn users away. No more often than twice a minute, or it locks us out. */
const refusedPollMs = 31_000;

/** @param limit what ends a try that takes too long; whoever else ends it means it */
function isPassing(error: unknown, limit?: AbortSignal): boolean {
  if (!(error instanceof AppError)) return false;
  return passing.has(error.code) || (error.code === 'cancelled' && limit?.aborted === true);
}

/** Between a reload and the moment at which the listener accepts again, at most. */
const reloadTimeoutMs = 10_000;

/**
 * Waits until the SSH service answers after a reload.
 * @param attempt what it has to answer to; without one it is asked for its host key
 * Error: `reload-failed` when its time is up.
 */
export async function answersAgain(
  { deps, target }: Pick<Connection, 'deps' | 'target'>,
  attempt: (signal: AbortSignal) => Promise<unknown> = (signal) => deps.readHostKey(target, signal),
): Promise<void> {
  if (!(await succeedsWithin(reloadTimeoutMs, attempt))) throw new AppError('reload-failed');
}

/** Whether it does before the time is up, however often it finds nobody there. */
async function succeedsWithin(
  timeoutMs: number,
  attempt: (signal: AbortSignal) => Promise<unknown>,
): Promise<boolean> {
  // A clock that is set meanwhile is no reason to give up, or to wait for ever.
  const end = performance.now() + timeoutMs;
  for (let left = timeoutMs; left > 0; left = end - performance.now()) {
    const limit = AbortSignal.timeout(Math.ceil(left));
    try {
      await attempt(limit);
      return true;
    } catch (error) {
      if (!isPassing(error, limit)) throw error;
    }
    await sleep(listenerPollMs);
  }
  return false;
}

/** Tells the machine to restart; returns the mark by which its return is known. Error: `restart-failed`. */
export async function restartMachine(connection: Connection): Promise<string> {
  const mark = await connection.output(bootMarkScript);
  try {
    const { code, stderr } = await connection.session.run(restartMachineScript, { asRoot: true });
    if (code !== 0) {
      throw new AppError('restart-failed', { reason: stderr.toString('utf8').trim().slice(0, 200) });
    }
  } catch (error) {
    // It may be gone before it has answered.
    if (!isPassing(error)) throw error;
  }
  return mark;
}

/** The same where there is no way in to see it with: until it no longer answers, and then until it does again. */
export async function waitForAnswer({ deps, target }: Connection): Promise<void> {
  const { restartTimeoutMs, restartPollMs } = deps;
  const answers = (signal: AbortSignal): Promise<unknown> => deps.readHostKey(target, signal);
  const goingDown = performance.now() + restartTimeoutMs / 10;
  while (performance.now() < goingDown && (await succeedsWithin(restartPollMs, answers))) {
    await sleep(restartPollMs);
  }
  if (!(await succeedsWithin(restartTimeoutMs, answers))) throw timedOut(restartTimeoutMs);
}

/**
 * Waits until the machine has come up anew, and goes on with a session on it. Cancelling does not end the wait: the
 * machine is on its way, and only from its return on can anything be done. Error: `restart-failed`.
 */
export async function waitForReturn(
  connection: Connection,
  markBefore: string,
  credentials: readonly Credential[],
): Promise<void> {
  const { restartTimeoutMs, restartPollMs } = connection.deps;
  const deadline = performance.now() + restartTimeoutMs;
  while (performance.now() < deadline) {
    await sleep(restartPollMs);
    try {
      await connection.reopen(credentials);
      if ((await connection.output(bootMarkScript)) !== markBefore) return;
    } catch (error) {
      if (isRefused(error)) await sleep(refusedPollMs);
      else if (!isPassing(error)) throw error;
    }
  }
  throw timedOut(restartTimeoutMs);
}

function isRefused(error: unknown): boolean {
  return (
    error instanceof AppError && (error.code === 'logon-refused' || error.code === 'logon-attempts-spent')
  );
}

function timedOut(timeoutMs: number): AppError {
  return new AppError('restart-failed', { reason: 'timeout', seconds: Math.round(timeoutMs / 1000) });
}
