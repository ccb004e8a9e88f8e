import { AppError } from '../../shared/ipc/result.ts';
import { pause } from './pause.ts';
import type { OnWait } from './session.ts';

/** OpenSSH from 9.8 on, fail2ban and account locks shut out whoever fails more often than that. */
const mostFailures = 2;

/** A minute, and a little more: the server's clock starts when it has noticed the failure. */
const windowMs = 61_000;

interface Address {
  readonly host: string;
  readonly port: number;
}

/** To be told how a logon has ended: whether the server has refused it. */
export type EndOfLogon = (wasRefused: boolean) => void;

/** Counts failed logons by server, for the whole application: no more than two a minute, whoever tries. */
export class LogonBudget {
  readonly #servers = new Map<string, ServerBudget>();
  readonly #now: () => number;

  /** @param now in ms; need not be the time of day */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * Before a credential is offered. Where others are being tried that may fail as well, it waits for their end.
   * @param whenSpent what to do when two have failed within the last minute: a form says so at once, a job and a proof
   * in the middle of an action wait, and tell of it
   * Errors: `logon-attempts-spent` with the seconds to wait and when they are over (ms since 1970), `cancelled`.
   */
  async begin(
    { host, port }: Address,
    whenSpent: 'refuse' | OnWait,
    signal: AbortSignal,
  ): Promise<EndOfLogon> {
    const server = this.#server(`${host.toLowerCase()} ${String(port)}`);
    for (;;) {
      if (signal.aborted) throw new AppError('cancelled');
      if (server.isFree) return server.begin();
      const { waitMs } = server;
      // Cancelling ends either, and is seen above.
      if (waitMs <= 0) await server.change(signal);
      else if (whenSpent === 'refuse') {
        const [seconds, until] = [Math.ceil(waitMs / 1000), Math.ceil(Date.now() + waitMs)];
        throw new AppError('logon-attempts-spent', { host, port, seconds, until });
      } else await told(whenSpent, pause(waitMs, signal));
    }
  }

  #server(key: string): ServerBudget {
    const server = this.#servers.get(key) ?? new ServerBudget(this.#now);
    this.#servers.set(key, server);
    return server;
  }
}

async function told(onWait: OnWait, pausing: Promise<void>): Promise<void> {
  onWait(true);
  await pausing;
  onWait(false);
}

class ServerBudget {
  readonly #now: () => number;
  #failures: readonly number[] = [];
  /** Each may be the next failure. */
  #underWay = 0;
  #change = Promise.withResolvers<undefined>();

  constructor(now: () => number) {
    this.#now = now;
  }

  get isFree(): boolean {
    return this.#recent.length + this.#underWay < mostFailures;
  }

  /** Until one of the failures is long enough ago; 0 while there are not too many. */
  get waitMs(): number {
    const decisive = this.#recent.at(-mostFailures);
    return decisive === undefined ? 0 : decisive + windowMs - this.#now();
  }

  begin(): EndOfLogon {
    this.#underWay += 1;
    return (wasRefused) => {
      this.#underWay -= 1;
      if (wasRefused) this.#failures = [...this.#recent, this.#now()];
      this.#change.resolve(undefined);
      this.#change = Promise.withResolvers();
    };
  }

  /** Resolves when a logon has ended, or when it is cancelled. */
  async change(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const end = (): void => resolve(undefined);
    signal.addEventListener('abort', end, { once: true });
    void this.#change.promise.then(end);
    await promise;
    signal.removeEventListener('abort', end);
  }

  get #recent(): readonly number[] {
    const since = this.#now() - windowMs;
    return this.#failures.filter((at) => at > since);
  }
}
