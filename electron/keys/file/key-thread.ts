import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { AppError, type Result } from '../../../shared/ipc/result.ts';
import type { KeyTasks } from './key-task.ts';

/** The costs that a file may ask for are limited; this is for what was not thought of, and for slow machines. */
const bounds = { timeoutMs: 120_000, memoryMb: 256 } as const;
type Bounds = Readonly<Record<keyof typeof bounds, number>>;

/** One that has answered has nothing left to do. */
const endLimitMs = 2000;

/** Built, both lie in one folder as `.cjs`; tests and scripts run the sources. */
function workerUrl(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'cjs';
  return new URL(`./key-thread-worker.${extension}`, import.meta.url);
}

/**
 * Performs one task on a thread of its own: whatever a file asks for, the window goes on, and neither time nor memory
 * are without bounds.
 * Errors: those of the task, `cancelled`, and `key-file-unsupported` where it takes too long or too much memory.
 */
export async function onKeyThread<Name extends keyof KeyTasks>(
  task: KeyTasks[Name]['task'],
  signal?: AbortSignal,
  { timeoutMs, memoryMb }: Bounds = bounds,
): Promise<KeyTasks[Name]['value']> {
  if (signal?.aborted === true) throw new AppError('cancelled');
  const worker = new Worker(workerUrl(), { resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
  try {
    const exit = new Promise((resolve) => void worker.once('exit', resolve));
    const result = await resultOf<KeyTasks[Name]['value']>(worker, task, timeoutMs, signal);
    // It ends by itself: a thread that is stopped in the middle of that may take the process with it.
    await Promise.race([exit, wait(endLimitMs, undefined, { ref: false })]);
    if (result.ok) return result.value;
    throw new AppError(result.error.code, result.error.details);
  } finally {
    await worker.terminate();
  }
}

function resultOf<Value>(
  worker: Worker,
  task: KeyTasks[keyof KeyTasks]['task'],
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<Result<Value>> {
  const { promise, resolve, reject } = Promise.withResolvers<Result<Value>>();
  const timer = setTimeout(() => {
    reject(tooMuch());
  }, timeoutMs);
  const cancel = (): void => {
    reject(new AppError('cancelled'));
  };
  const fail = (error: Error): void => {
    reject(isOutOfMemory(error) ? tooMuch(error) : error);
  };
  signal?.addEventListener('abort', cancel, { once: true });
  worker.once('message', resolve).once('error', fail).once('messageerror', fail);
  worker.postMessage(task);
  return promise.finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  });
}

function isOutOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function tooMuch(cause?: Error): AppError {
  return new AppError('key-file-unsupported', { reason: 'cost' }, { cause });
}
