import { describe, expect, it } from 'vitest';
import { withBudget } from '../../../electron/ssh/budgeted-logons.ts';
import { LogonBudget } from '../../../electron/ssh/logon-budget.ts';
import type { SshSession } from '../../../electron/ssh/session.ts';
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
    open: () => logons.openSession(target, signal),
    prove: () => logons.proveLogon(target, agent, signal),
    aMinuteLater: () => {
      clock += 61_000;
    },
  };
}

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
