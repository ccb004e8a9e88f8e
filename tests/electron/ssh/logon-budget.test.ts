import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { refusalOf } from '../../../electron/ssh/credentials.ts';
import { withBudget } from '../../../electron/ssh/budgeted-logons.ts';
import { LogonBudget } from '../../../electron/ssh/logon-budget.ts';
import type { SshSession } from '../../../electron/ssh/session.ts';
import type { Credential, ServerTarget } from '../../../electron/ssh/target.ts';
import { AppError } from '../../../shared/ipc/result.ts';

const { signal } = new AbortController();
const wrong: Credential = { kind: 'password', password: 'wrong' };
const right: Credential = { kind: 'password', password: 'right' };
const session = {} as SshSession;

let clock: number;
let attempts: number;

/** A server that knows one password, and the logons over it. */
function logons(takesMs = 0): ReturnType<typeof withBudget> {
  const isRight = async (credential: Credential | undefined): Promise<boolean> => {
    attempts += 1;
    if (takesMs > 0) await new Promise((resolve) => setTimeout(resolve, takesMs));
    return credential === right;
  };
  return withBudget(new LogonBudget(() => clock), {
    openSession: async ({ credentials }) => {
      if (await isRight(credentials[0])) return session;
      throw new AppError('password-wrong');
    },
    proveLogon: (_target, credential) => isRight(credential),
  });
}

function target(credentials: readonly Credential[], host = 'web-1.example'): ServerTarget {
  return { host, port: 22, user: 'root', credentials, knownHostKeys: [] };
}

beforeEach(() => {
  [clock, attempts] = [1000, 0];
});

afterEach(() => {
  vi.useRealTimers();
});

describe('T6: failed logons', () => {
  it('are two a minute, and the third is refused before anything is sent', async () => {
    const { openSession } = logons();
    const open = (): Promise<unknown> => openSession(target([wrong]), signal);
    await expect(open()).rejects.toThrow('password-wrong');
    clock += 10_000;
    await expect(open()).rejects.toThrow('password-wrong');
    const before = Date.now();
    const refusal = await open().catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'logon-attempts-spent', details: { seconds: 51 } });
    const until = Number((refusal as AppError).details['until']);
    expect(until).toBeGreaterThanOrEqual(before + 51_000);
    expect(until).toBeLessThanOrEqual(Date.now() + 51_000);
    expect(attempts).toBe(2);
    clock += 51_000;
    await expect(open()).rejects.toThrow('password-wrong');
    expect(attempts).toBe(3);
  });

  it('count for each of several credentials', async () => {
    const { openSession } = logons();
    await expect(openSession(target([wrong, wrong, right]), signal)).rejects.toThrow('logon-attempts-spent');
    expect(attempts).toBe(2);
  });

  it('are spared where another credential was taken before, or is known to be refused', async () => {
    const { openSession, proveLogon } = logons();
    const key: Credential = { kind: 'private-key', privateKey: 'of a line that is gone' };
    const open = (...credentials: readonly Credential[]) => openSession(target(credentials), signal);
    await open(key, right);
    expect(attempts).toBe(2);
    for (let time = 0; time < 3; time += 1) await open(key, right);
    expect(attempts).toBe(5);
    expect(await proveLogon(target([]), { ...right, by: 'keyboard-interactive' }, signal)).toBe(false);
    clock += 61_000;
    await open({ kind: 'password', password: 'not known yet' }, right, key);
    expect(attempts).toBe(7);
  });

  it('give way to the next credential where the first one opens no shell', async () => {
    const restricted: Credential = { kind: 'private-key', privateKey: 'of a line with a forced command' };
    const { openSession } = withBudget(new LogonBudget(() => clock), {
      openSession: ({ credentials: [credential] }) => {
        if (credential === right) return Promise.resolve(session);
        const code = credential === restricted ? 'server-no-shell' : 'password-wrong';
        return Promise.reject(new AppError(code));
      },
      proveLogon: () => Promise.resolve(false),
    });
    await expect(openSession(target([restricted, right]), signal)).resolves.toBe(session);
    await expect(openSession(target([restricted, wrong]), signal)).rejects.toThrow('server-no-shell');
    clock += 61_000;
    await expect(openSession(target([wrong, restricted]), signal)).rejects.toThrow('server-no-shell');
  });

  it('say of a password that a key was refused before it: to enter it again may lead nowhere', async () => {
    const gone: Credential = { kind: 'private-key', privateKey: 'of a line that is gone' };
    const { openSession } = withBudget(new LogonBudget(() => clock), {
      openSession: ({ credentials }) => Promise.reject(refusalOf(credentials[0] ?? wrong)),
      proveLogon: () => Promise.resolve(false),
    });
    const both = openSession(target([gone, wrong]), signal);
    await expect(both).rejects.toMatchObject({ code: 'password-wrong', details: { keyRefused: 'yes' } });
    const password = openSession(target([wrong], 'web-2.example'), signal);
    await expect(password).rejects.not.toMatchObject({ details: { keyRefused: 'yes' } });
  });

  it('are counted for each server on its own, by whatever name it is written', async () => {
    const { openSession } = logons();
    await expect(openSession(target([wrong, wrong]), signal)).rejects.toThrow('password-wrong');
    await expect(openSession(target([right], 'web-2.example'), signal)).resolves.toBe(session);
    await expect(openSession(target([right], 'WEB-1.example'), signal)).rejects.toThrow(
      'logon-attempts-spent',
    );
  });

  it('do not count where the server has not refused', async () => {
    const { openSession, proveLogon } = logons();
    for (let time = 0; time < 5; time += 1) {
      await expect(openSession(target([right]), signal)).resolves.toBe(session);
      await expect(proveLogon(target([]), right, signal)).resolves.toBe(true);
    }
    expect(attempts).toBe(10);
  });

  it('hold a proof back until one is affordable again, and say so meanwhile', async () => {
    vi.useFakeTimers();
    const { openSession, proveLogon } = logons();
    await expect(openSession(target([wrong, wrong]), signal)).rejects.toThrow('password-wrong');
    const told: boolean[] = [];
    const proof = proveLogon(target([]), wrong, signal, (isWaiting) => void told.push(isWaiting));
    await vi.advanceTimersByTimeAsync(0);
    clock += 61_000;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(attempts).toBe(2);
    expect(told).toEqual([true]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await proof).toBe(false);
    expect(told).toEqual([true, false]);
    expect(attempts).toBe(3);
  });

  it('are awaited where a session may wait, each time that two of them are spent', async () => {
    vi.useFakeTimers();
    const { openSession } = logons();
    await expect(openSession(target([wrong]), signal)).rejects.toThrow('password-wrong');
    const told: boolean[] = [];
    const gone: Credential = { kind: 'private-key', privateKey: 'of a line that is gone' };
    const opened = openSession(target([gone, right]), signal, (isWaiting) => void told.push(isWaiting));
    await vi.advanceTimersByTimeAsync(0);
    expect([attempts, told]).toEqual([2, [true]]);
    clock += 61_000;
    await vi.advanceTimersByTimeAsync(61_000);
    await expect(opened).resolves.toBe(session);
    expect([attempts, told]).toEqual([3, [true, false]]);
  });

  it('are no hindrance while there was but one', async () => {
    const { openSession } = logons();
    await expect(openSession(target([wrong]), signal)).rejects.toThrow('password-wrong');
    await expect(openSession(target([right]), signal)).resolves.toBe(session);
  });

  it('end the waiting of a proof that is cancelled', async () => {
    const { openSession, proveLogon } = logons();
    await expect(openSession(target([wrong, wrong]), signal)).rejects.toThrow('password-wrong');
    const cancelling = new AbortController();
    const proof = proveLogon(target([]), right, cancelling.signal);
    cancelling.abort();
    await expect(proof).rejects.toThrow('cancelled');
  });

  it('are no more when many are tried at the same time', async () => {
    const { openSession } = logons(5);
    const tries = Array.from({ length: 10 }, () => openSession(target([wrong]), signal));
    const codes = (await Promise.allSettled(tries)).map((result) =>
      result.status === 'rejected' ? (result.reason as AppError).code : 'opened',
    );
    expect(attempts).toBe(2);
    expect(codes.filter((code) => code === 'logon-attempts-spent')).toHaveLength(8);
  });

  it('let everybody in who is right, however many come at once', async () => {
    const { openSession } = logons(1);
    const tries = Array.from({ length: 20 }, () => openSession(target([right]), signal));
    expect(await Promise.all(tries)).toEqual(Array(20).fill(session));
  });
});
