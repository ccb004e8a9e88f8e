import type { Server } from '../../shared/model/server.ts';

export interface QueueLimits {
  /** How many servers are worked on at the same time. */
  readonly serversAtOnce: number;
  /**
   * How many of them at one address: OpenSSH turns connections away at random from the eleventh on that has not logged
   * on yet (`MaxStartups 10:30:100`).
   */
  readonly atOnceToAddress: number;
  /**
   * A server that takes longer lets the next one begin, so that several that do not answer hold nobody up; null where
   * no more than so many may be under way whatever happens, such as restarts.
   */
  readonly slowAfterMs: number | null;
}

/** However many of them are slow, no more than this many times as many servers are under way. */
const mostTimes = 4;

/** Works through servers a few at a time, in their order as far as their addresses have room. */
export class ServerQueue {
  readonly #limits: QueueLimits;
  readonly #work: (server: Server) => Promise<void>;
  readonly #atAddress = new Map<string, number>();
  readonly #slow = new Set<Server>();
  readonly #done = Promise.withResolvers<undefined>();
  #waiting: readonly Server[];
  #underWay = 0;

  /** @param work must not throw */
  constructor(servers: readonly Server[], limits: QueueLimits, work: (server: Server) => Promise<void>) {
    this.#waiting = servers;
    this.#limits = limits;
    this.#work = work;
  }

  /** Resolves when nothing waits and nothing is under way. */
  async run(): Promise<void> {
    this.#fill();
    await this.#done.promise;
  }

  /** Begins no further ones; returns those that were waiting. */
  clear(): readonly Server[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#fill();
    return waiting;
  }

  #fill(): void {
    while (this.#hasRoom) {
      const next = this.#waiting.find((server) => this.#countAt(server) < this.#limits.atOnceToAddress);
      if (!next) break;
      this.#waiting = this.#waiting.filter((server) => server !== next);
      void this.#start(next);
    }
    if (this.#underWay === 0 && this.#waiting.length === 0) this.#done.resolve(undefined);
  }

  get #hasRoom(): boolean {
    const { serversAtOnce } = this.#limits;
    return this.#underWay - this.#slow.size < serversAtOnce && this.#underWay < serversAtOnce * mostTimes;
  }

  async #start(server: Server): Promise<void> {
    this.#count(server, 1);
    const { slowAfterMs } = this.#limits;
    const timer = slowAfterMs === null ? undefined : setTimeout(() => this.#becomeSlow(server), slowAfterMs);
    await this.#work(server);
    clearTimeout(timer);
    this.#slow.delete(server);
    this.#count(server, -1);
    this.#fill();
  }

  #becomeSlow(server: Server): void {
    this.#slow.add(server);
    this.#fill();
  }

  #count(server: Server, change: 1 | -1): void {
    this.#underWay += change;
    this.#atAddress.set(addressOf(server), this.#countAt(server) + change);
  }

  #countAt(server: Server): number {
    return this.#atAddress.get(addressOf(server)) ?? 0;
  }
}

function addressOf({ host, port }: Server): string {
  return `${host.toLowerCase()} ${String(port)}`;
}
