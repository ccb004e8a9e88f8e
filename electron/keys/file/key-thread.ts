import { Worker } from 'node:worker_threads';
import { AppError, type Result } from '../../../shared/ipc/result.ts';
import type { KeyTasks } from './key-task.ts';

/** The costs that a file may ask for are limited; this is for what was not thought of, and for slow machines. */
const timeoutMs = 120_000;
const memoryMb = 256;

/** Built, both lie in one folder as `.cjs`; tests and scripts run the sources. */
function workerUrl(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'cjs';
  return new URL(`./key-thread-worker.${extension}`, import.meta.url);
}

/**
 * Performs one task on a thread of its own: whatever a file asks for, the window goes on, and neither time nor memory
 * are without bounds.
 * Errors: those of the task, `cancelled`, and `key-file-unsupported` where it takes too long.
 */
export async function onKeyThread<Name extends keyof KeyTasks>(
  task: KeyTasks[Name]['task'],
  signal?: AbortSignal,
): Promise<KeyTasks[Name]['value']> {
  if (signal?.aborted === true) throw new AppError('cancelled');
  const worker = new Worker(workerUrl(), { resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
  try {
    const result = await resultOf<KeyTasks[Name]['value']>(worker, task, signal);
    if (result.ok) return result.value;
    throw new AppError(result.error.code, result.error.details);
  } finally {
    await worker.terminate();
  }
}

function resultOf<Value>(
  worker: Worker,
  task: KeyTasks[keyof KeyTasks]['task'],
  signal: AbortSignal | undefined,
): Promise<Result<Value>> {
  const { promise, resolve, reject } = Promise.withResolvers<Result<Value>>();
  const timer = setTimeout(() => {
    reject(new AppError('key-file-unsupported', { reason: 'cost' }));
  }, timeoutMs);
  const cancel = (): void => {
    reject(new AppError('cancelled'));
  };
  signal?.addEventListener('abort', cancel, { once: true });
  worker.once('message', resolve).once('error', reject).once('messageerror', reject);
  worker.postMessage(task);
  return promise.finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  });
}
