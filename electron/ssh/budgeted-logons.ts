import { AppError } from '../../shared/ipc/result.ts';
import type { LogonBudget } from './logon-budget.ts';
import { isRefusal } from './open-session.ts';
import type { OpenSession, ProveLogon, SshSession } from './session.ts';
import type { ServerTarget } from './target.ts';

interface Logons {
  readonly openSession: OpenSession;
  readonly proveLogon: ProveLogon;
}

/**
 * The same logons, of which no more than two a minute can fail on one server. Opening a session then fails with
 * `logon-attempts-spent`; a proof waits, because what it decides can't be left open.
 */
export function withBudget(budget: LogonBudget, logons: Logons): Logons {
  return {
    openSession: async (target, signal) => {
      let refusal = new AppError('password-required');
      for (const credential of target.credentials) {
        try {
          const only = { ...withSudoPassword(target), credentials: [credential] };
          return await openWithin(budget, logons, only, signal);
        } catch (error) {
          if (!isRefusal(error) && !isWithoutShell(error)) throw error;
          if (!isWithoutShell(refusal)) refusal = error;
        }
      }
      throw refusal;
    },
    proveLogon: async (target, credential, signal) => {
      const end = await budget.begin(target, 'wait', signal);
      let isProven = true;
      try {
        isProven = await logons.proveLogon(target, credential, signal);
        return isProven;
      } finally {
        end(!isProven);
      }
    },
  };
}

async function openWithin(
  budget: LogonBudget,
  { openSession }: Logons,
  target: ServerTarget,
  signal: AbortSignal,
): Promise<SshSession> {
  const end = await budget.begin(target, 'refuse', signal);
  try {
    const session = await openSession(target, signal);
    end(false);
    return session;
  } catch (error) {
    end(isRefusal(error));
    throw error;
  }
}

/** What opens, but for one command alone: a line of the key that somebody has restricted. The next may open more. */
function isWithoutShell(error: unknown): error is AppError {
  return error instanceof AppError && error.code === 'server-no-shell';
}

/** Offered one by one, the credentials no longer say which password is for sudo. */
function withSudoPassword(target: ServerTarget): ServerTarget {
  const logon = target.credentials.find((credential) => credential.kind === 'password');
  const sudoPassword = target.sudoPassword ?? logon?.password;
  return sudoPassword === undefined ? target : { ...target, sudoPassword };
}
