import { describe, expect, it } from 'vitest';
import { Attempt } from '../../../renderer/lib/attempt.svelte.ts';
import { AppError } from '../../../shared/ipc/result.ts';

describe('an attempt', () => {
  it('is busy until the work has ended', async () => {
    const attempt = new Attempt();
    const work = Promise.withResolvers<undefined>();
    const made = attempt.make(() => work.promise);
    expect(attempt.isBusy).toBe(true);
    work.resolve(undefined);
    expect(await made).toBe(true);
    expect(attempt.isBusy).toBe(false);
    expect(attempt.error).toBeUndefined();
  });

  it('says what went wrong, and forgets it when it is made again', async () => {
    const attempt = new Attempt();
    expect(await attempt.make(() => Promise.reject(new AppError('region-not-empty')))).toBe(false);
    expect(attempt.isBusy).toBe(false);
    expect(attempt.error).toContain('region');
    expect(await attempt.make(() => Promise.resolve())).toBe(true);
    expect(attempt.error).toBeUndefined();
  });
});
