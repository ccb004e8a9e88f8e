import { describe, expect, test } from 'vitest';
import { Batch } from '../../../renderer/ui/batch.svelte.ts';

describe('the same with many things', () => {
  test('goes on after a failure and keeps it with what it happened to', async () => {
    const failure = new Error('no');
    const work = (item: number) => (item === 2 ? Promise.reject(failure) : Promise.resolve());
    const batch = new Batch([1, 2, 3], work, 1);
    await batch.run();
    expect(batch.failures).toEqual([{ item: 2, error: failure }]);
    expect([batch.succeeded, batch.finished, batch.isRunning]).toEqual([2, 3, false]);
  });

  test('never has more under way than it is allowed', async () => {
    let underWay = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, (underWay += 1));
      await Promise.resolve();
      underWay -= 1;
    };
    await new Batch(
      Array.from({ length: 40 }, (_, index) => index),
      work,
      3,
    ).run();
    expect(most).toBe(3);
  });

  test('begins nothing more once it was told to stop', async () => {
    const done: number[] = [];
    const batch = new Batch(
      [1, 2, 3, 4],
      (item) => {
        done.push(item);
        if (item === 2) batch.cancel();
        return Promise.resolve();
      },
      1,
    );
    await batch.run();
    expect(done).toEqual([1, 2]);
    expect(batch.finished).toBe(2);
  });
});
