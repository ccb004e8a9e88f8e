import { afterEach, describe, expect, it, vi } from 'vitest';
import { withBudget } from '../../../electron/ssh/budgeted-logons.ts';
import { LogonBudget } from '../../../electron/ssh/logon-budget.ts';
import type { OnWait, SshSession } from '../../../electron/ssh/session.ts';
import type { Credential, ServerTarget } from '../../../electron/ssh/target.ts';
import { AppError } from '../../../shared/ipc/result.ts';

const { signal } = new AbortController();
const agent: Credential = { kind: 'agent' };

/** A server that takes one key, and an application whose agent holds these. */
function under(held: readonly string[], taken: string) {
  const offered: string[] = [];
  let clock = 1000;
  const isTaken = (credential: Credential | undefined): boolean => {
    const publicKey = credential?.kind === 'agent' ? (credential.publicKey ?? '') : '';
    offered.push(publicKey);
    return publicKey === taken;
  };
  const logons = withBudget(
    new LogonBudget(() => clock),
    {
      openSession: ({ credentials }) =>
        isTaken(credentials[0])
          ? Promise.resolve({} as SshSession)
          : Promise.reject(new AppError('logon-refused')),
      proveLogon: (_target, credential) => Promise.resolve(isTaken(credential)),
    },
    () => Promise.resolve(held),
  );
  const target: ServerTarget = {
    host: 'web-1',
    port: 22,
    user: 'root',
    credentials: [agent],
    knownHostKeys: [],
  };
  return {
    offered,
    open: (onWait?: OnWait) => logons.openSession(target, signal, onWait),
    prove: () => logons.proveLogon(target, agent, signal),
    aMinuteLater: () => {
      clock += 61_000;
    },
  };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('T6: the keys of an agent', () => {
  it('are counted one by one', async () => {
    const { open, offered } = under(['a', 'b', 'c'], 'c');
    await expect(open()).rejects.toMatchObject({ code: 'logon-attempts-spent' });
    expect(offered).toEqual(['a', 'b']);
  });

  it('are all tried in the end, the refused ones last, and the one that was taken first', async () => {
    const { open, prove, aMinuteLater, offered } = under(['a', 'b', 'c'], 'c');
    await expect(open()).rejects.toThrow('logon-attempts-spent');
    aMinuteLater();
    await open();
    await open();
    expect(await prove()).toBe(true);
    expect(offered).toEqual(['a', 'b', 'c', 'c', 'c']);
  });

  it('are no more than six where a session waits for its turn, and the others are next', async () => {
    vi.useFakeTimers();
    const { open, aMinuteLater, offered } = under('abcdefgh'.split(''), 'h');
    const whileWaiting = async (opened: Promise<unknown>): Promise<unknown> => {
      const ended = opened.catch((error: unknown) => error);
      for (let minute = 0; minute < 5; minute += 1) {
        await vi.advanceTimersByTimeAsync(0);
        aMinuteLater();
        await vi.advanceTimersByTimeAsync(61_000);
      }
      return ended;
    };
    const waits = (): void => undefined;
    expect(await whileWaiting(open(waits))).toMatchObject({ code: 'logon-refused' });
    expect(offered.join('')).toBe('abcdef');
    await whileWaiting(open(waits));
    expect(offered.join('')).toBe('abcdefgh');
  });

  it('prove nothing when all of them are refused', async () => {
    const { prove, offered } = under(['a', 'b'], 'none');
    expect(await prove()).toBe(false);
    expect(offered).toEqual(['a', 'b']);
  });

  it('that are none at all are an agent that is refused', async () => {
    const { open, offered } = under([], 'none');
    await expect(open()).rejects.toThrow('logon-refused');
    expect(offered).toEqual(['']);
  });
});
