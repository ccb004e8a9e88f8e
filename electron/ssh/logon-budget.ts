import { AppError } from '../../shared/ipc/result.ts';
import { pause } from './pause.ts';

/** OpenSSH from 9.8 on, fail2ban and account locks shut out whoever fails more often than that. */
const mostFailures = 2;

/** A minute, and a little more: the server's clock starts when it has noticed the failure. */
const windowMs = 61_000;

interface Address {
  readonly host: string;
  readonly port: number;
}

/** How a logon is begun. */
interface Beginning {
  /**
   * What to do when two have failed within the last minute: what a user has just started says so at once, a proof in the
   * middle of an action waits.
   */
  readonly whenSpent: 'refuse' | 'wait';
  /** When the server has taken this very credential, if that was its last answer to it. */
  readonly takenAt?: () => number | undefined;
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

  /** In ms; the clock by which `takenAt` is told. */
  get now(): number {
    return this.#now();
  }

  /**
   * Before a credential is offered. Where others are being tried that may fail as well, it waits for their end. What the
   * server has taken within the last minute needs no room: proofs are refused on purpose, and after two of them nobody
   * could do anything on the server for a minute.
   * Errors: `logon-attempts-spent` with the seconds to wait, `cancelled`.
   */
  async begin(
    { host, port }: Address,
    { whenSpent, takenAt = () => undefined }: Beginning,
    signal: AbortSignal,
  ): Promise<EndOfLogon> {
    const server = this.#server(`${host.toLowerCase()} ${String(port)}`);
    for (;;) {
      if (signal.aborted) throw new AppError('cancelled');
      const isSure = server.isRecent(takenAt());
      if (server.hasRoom(isSure)) return server.begin();
      const waitMs = isSure ? 0 : server.waitMs;
      if (waitMs > 0 && whenSpent === 'refuse') {
        throw new AppError('logon-attempts-spent', { host, port, seconds: Math.ceil(waitMs / 1000) });
      }
      // Cancelling ends either, and is seen above.
      await (waitMs > 0 ? pause(waitMs, signal) : server.change(signal));
    }
  }

  #server(key: string): ServerBudget {
    const server = this.#servers.get(key) ?? new ServerBudget(this.#now);
    this.#servers.set(key, server);
    return server;
  }
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

  /** @param isSure waits for the end of another alone: should that one be refused, this one is sure no longer */
  hasRoom(isSure: boolean): boolean {
    return this.#recent.length + this.#underWay < mostFailures || (isSure && this.#underWay === 0);
  }

  isRecent(at: number | undefined): boolean {
    return at !== undefined && at > this.#now() - windowMs;
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
    return this.#failures.filter((at) => this.isRecent(at));
  }
}
