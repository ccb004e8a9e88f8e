import { afterEach, expect, it, vi } from 'vitest';
import { Connection } from '../../../../electron/providers/ssh/connection.ts';
import { withBudget } from '../../../../electron/ssh/budgeted-logons.ts';
import { LogonBudget } from '../../../../electron/ssh/logon-budget.ts';
import type { SshSession } from '../../../../electron/ssh/session.ts';
import type { Credential, ServerTarget } from '../../../../electron/ssh/target.ts';
import { AppError } from '../../../../shared/ipc/result.ts';

afterEach(() => {
  vi.useRealTimers();
});

const right: Credential = { kind: 'private-key', privateKey: 'right' };
const target: ServerTarget = {
  host: 'web-1',
  port: 22,
  user: 'root',
  credentials: [right],
  knownHostKeys: [],
};

it('T6: what has to be undone waits for its logon where proofs have just been refused and the session is lost', async () => {
  vi.useFakeTimers();
  let [clock, opened, isLost] = [1000, 0, false];
  const session = {
    run: () =>
      isLost ? Promise.reject(new AppError('server-connection-lost')) : Promise.resolve({ code: 0 }),
    close: () => Promise.resolve(),
  } as unknown as SshSession;
  const logons = withBudget(new LogonBudget(() => clock), {
    openSession: () => {
      [opened, isLost] = [opened + 1, false];
      return Promise.resolve(session);
    },
    proveLogon: () => Promise.resolve(false),
  });
  const { signal } = new AbortController();
  const deps = {
    ...{ ...logons, readHostKey: () => Promise.reject(new AppError('server-unreachable')) },
    ...{ restartTimeoutMs: 0, rollbackSeconds: 0, restartPollMs: 0 },
  };
  const connection = await Connection.open(deps, target, { signal, onStep: () => undefined });
  for (const password of ['one', 'two']) await connection.opensWith({ kind: 'password', password });
  isLost = true;
  const again = connection.ensureOpen([right]).then(
    () => 'open',
    (error: unknown) => error,
  );
  await vi.advanceTimersByTimeAsync(0);
  expect(opened).toBe(1);
  clock += 61_000;
  await vi.advanceTimersByTimeAsync(61_000);
  expect(await again).toBe('open');
  expect(opened).toBe(2);
});
