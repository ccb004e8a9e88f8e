import { AppError } from '../../shared/ipc/result.ts';
import { agentKeysOneByOne, listAgentKeys } from './agent-keys.ts';
import type { LogonBudget } from './logon-budget.ts';
import { isRefusal } from './open-session.ts';
import { RememberedLogons } from './remembered-logons.ts';
import type { OnWait, OpenSession, ProveLogon, SshSession } from './session.ts';
import type { Credential, ServerTarget } from './target.ts';

interface Logons {
  readonly openSession: OpenSession;
  readonly proveLogon: ProveLogon;
}

type Address = Parameters<ProveLogon>[0];

/** As many as sshd takes within one connection, unless it is told otherwise (`MaxAuthTries`). */
const mostKeysOfAnAgent = 6;

/**
 * The same logons, of which no more than two a minute can fail on one server: what a server has taken before is tried
 * first, and an agent's keys are offered, and counted, one by one. Opening a session then waits where there is somebody
 * to tell, and fails with `logon-attempts-spent` where there is not; a proof waits in any case, because what it decides
 * can't be left open. Nothing goes ahead of its turn: what was taken a moment ago may be refused by now.
 */
export function withBudget(budget: LogonBudget, logons: Logons, listKeys = listAgentKeys): Logons {
  const attempts = new BudgetedLogons(budget, logons, listKeys);
  return {
    openSession: (target, signal, onWait) => attempts.open(target, signal, onWait),
    proveLogon: (target, credential, signal, onWait = () => undefined) =>
      attempts.prove(target, credential, signal, onWait),
  };
}

class BudgetedLogons {
  readonly #budget: LogonBudget;
  readonly #logons: Logons;
  readonly #listKeys: typeof listAgentKeys;
  readonly #remembered = new RememberedLogons();

  constructor(budget: LogonBudget, logons: Logons, listKeys: typeof listAgentKeys) {
    this.#budget = budget;
    this.#logons = logons;
    this.#listKeys = listKeys;
  }

  async open(
    target: ServerTarget,
    signal: AbortSignal,
    whenSpent: OnWait | 'refuse' = 'refuse',
  ): Promise<SshSession> {
    let refusal = new AppError('password-required');
    for (const several of this.#remembered.sorted(target, target.credentials)) {
      for (const credential of await this.#oneByOne(target, several)) {
        try {
          const session = await this.#openWith(target, credential, signal, whenSpent);
          if (several !== credential) this.#remembered.note(target, several, true);
          return session;
        } catch (error) {
          if (!isRefusal(error) && !isWithoutShell(error)) throw error;
          refusal = bothRefused(refusal, error);
        }
      }
    }
    throw refusal;
  }

  async prove(target: Address, several: Credential, signal: AbortSignal, onWait: OnWait): Promise<boolean> {
    for (const credential of await this.#oneByOne(target, several)) {
      if (await this.#proveWith(target, credential, signal, onWait)) return true;
    }
    return false;
  }

  /** The next time it is the turn of those that are left: refused keys come last. */
  async #oneByOne(target: Address, credential: Credential): Promise<readonly Credential[]> {
    if (credential.kind !== 'agent' || credential.publicKey !== undefined) return [credential];
    const keys = this.#remembered.sorted(target, await agentKeysOneByOne(this.#listKeys));
    return keys.slice(0, mostKeysOfAnAgent);
  }

  async #openWith(
    target: ServerTarget,
    credential: Credential,
    signal: AbortSignal,
    whenSpent: OnWait | 'refuse',
  ): Promise<SshSession> {
    const only = { ...withSudoPassword(target), credentials: [credential] };
    const end = await this.#budget.begin(target, whenSpent, signal);
    try {
      const session = await this.#logons.openSession(only, signal);
      end(false);
      this.#remembered.note(target, credential, true);
      return session;
    } catch (error) {
      end(isRefusal(error));
      if (isRefusal(error)) this.#remembered.note(target, credential, false);
      throw error;
    }
  }

  async #proveWith(
    target: Address,
    credential: Credential,
    signal: AbortSignal,
    onWait: OnWait,
  ): Promise<boolean> {
    const end = await this.#budget.begin(target, onWait, signal);
    let wasRefused = false;
    try {
      wasRefused = !(await this.#logons.proveLogon(target, credential, signal));
      this.#remembered.note(target, credential, !wasRefused);
      return !wasRefused;
    } finally {
      end(wasRefused);
    }
  }
}

/** What opens, but for one command alone: a line of the key that somebody has restricted. The next may open more. */
function isWithoutShell(error: unknown): error is AppError {
  return error instanceof AppError && error.code === 'server-no-shell';
}

/** What is told of two refusals. Who is asked for the password again has to know that the key is refused as well. */
function bothRefused(former: AppError, error: AppError): AppError {
  const isKeyRefused = former.code === 'logon-refused' || former.details['keyRefused'] === 'yes';
  if (isWithoutShell(former)) return former;
  if (!isKeyRefused || error.code !== 'password-wrong') return error;
  return new AppError(error.code, { ...error.details, keyRefused: 'yes' }, { cause: error });
}

/** Offered one by one, the credentials no longer say which password is for sudo. */
function withSudoPassword(target: ServerTarget): ServerTarget {
  const logon = target.credentials.find((credential) => credential.kind === 'password');
  const sudoPassword = target.sudoPassword ?? logon?.password;
  return sudoPassword === undefined ? target : { ...target, sudoPassword };
}
