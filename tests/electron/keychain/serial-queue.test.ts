import { describe, expect, it } from 'vitest';
import { SerialQueue } from '../../../electron/keychain/serial-queue.ts';
import { AppError } from '../../../shared/ipc/result.ts';

const timeout = new AppError('keychain-timeout');

/** A task that ends when it is told to. */
function openTask() {
  const { promise, resolve } = Promise.withResolvers<string>();
  const seen: { signal?: AbortSignal } = {};
  const task = (signal: AbortSignal) => {
    seen.signal = signal;
    return promise;
  };
  return { task, end: resolve, seen };
}

describe('the serial queue', () => {
  it('runs tasks one after the other, in order', async () => {
    const queue = new SerialQueue(10_000);
    const log: string[] = [];
    const step = (name: string) => async () => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`${name} ends`);
      return name;
    };
    expect(await Promise.all([queue.run(step('1')), queue.run(step('2'))])).toEqual(['1', '2']);
    expect(log).toEqual(['1 begins', '1 ends', '2 begins', '2 ends']);
    expect(queue.isRunning).toBe(false);
  });

  it('goes on after a task that fails', async () => {
    const queue = new SerialQueue(10_000);
    const failing = queue.run(() => Promise.reject(new AppError('keychain-failed')));
    const next = queue.run(() => Promise.resolve('next'));
    await expect(failing).rejects.toThrow(new AppError('keychain-failed'));
    expect(await next).toBe('next');
  });

  it('K5: a hung task costs its caller, those who wait and those who come a timeout, and nothing after it ended', async () => {
    const queue = new SerialQueue(20);
    const hung = openTask();
    const never = openTask();
    const first = queue.run(hung.task);
    const waiting = queue.run(never.task);
    await expect(first).rejects.toThrow(timeout);
    await expect(waiting).rejects.toThrow(timeout);
    await expect(queue.run(never.task)).rejects.toThrow(timeout);
    expect(hung.seen.signal?.aborted).toBe(true);
    expect(never.seen.signal).toBeUndefined();
    expect(queue.isRunning).toBe(true);
    hung.end('late');
    await new Promise((resolve) => setImmediate(resolve));
    expect(await queue.run(() => Promise.resolve('again'))).toBe('again');
  });
});
