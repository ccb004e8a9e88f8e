import { randomUUID } from 'node:crypto';
import { AppError } from '../../shared/ipc/result.ts';
import type { JobId, ServerId } from '../../shared/model/ids.ts';
import { JobId as JobIdSchema } from '../../shared/model/ids.ts';
import type { Job, JobError, JobResult, JobStep } from '../../shared/model/job.ts';
import type { Server } from '../../shared/model/server.ts';
import type { ActionContext } from '../providers/provider.ts';
import type { Store } from '../store/store.ts';
import type { ConsoleEvents } from './console-events.ts';

/** A longest time for everything that is done on one server; every step has its own, shorter limit. */
const serverTimeoutMs = 10 * 60_000;

/** Progress is told at most this often: many servers take many steps a second. */
const progressIntervalMs = 80;

export type JobHead = Pick<Job, 'regionId' | 'kind' | 'keyPairId' | 'keyPairName' | 'effect'>;

/** What became of one server. */
export interface ServerOutcome {
  readonly state: 'succeeded' | 'pending';
  readonly proven: boolean | null;
}

/** The job's id names the action on the server as well. */
export type JobContext = ActionContext & { readonly actionId: JobId };

export type ServerAction = (server: Server, context: JobContext) => Promise<ServerOutcome>;

interface Running {
  readonly id: JobId;
  readonly results: Map<ServerId, JobResult>;
  telling: NodeJS.Timeout | undefined;
}

/** Runs one action over many servers and keeps a truthful result for each of them. */
export class JobRunner {
  readonly #store: Store;
  readonly #events: ConsoleEvents;
  readonly #logUnexpected: (error: unknown) => void;
  readonly #serversAtOnce: () => number;
  readonly #busy = new Set<ServerId>();
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(
    store: Store,
    events: ConsoleEvents,
    logUnexpected: (error: unknown) => void,
    serversAtOnce: () => number,
  ) {
    this.#serversAtOnce = serversAtOnce;
    this.#store = store;
    this.#events = events;
    this.#logUnexpected = logUnexpected;
  }

  /** Starts the job and returns it as it stands; how it goes on is told by events. */
  start(head: JobHead, servers: readonly Server[], action: ServerAction): Job {
    const job: Job = {
      ...head,
      id: JobIdSchema.parse(randomUUID()),
      state: 'running',
      results: servers.map(waiting),
      startedAt: Date.now(),
      finishedAt: null,
    };
    this.#store.jobs.insert(job);
    this.#events.jobChanged(job);
    const run = this.#run(job, servers, action)
      .catch(this.#logUnexpected)
      .finally(() => this.#underWay.delete(run));
    this.#underWay.add(run);
    return job;
  }

  get isIdle(): boolean {
    return this.#underWay.size === 0;
  }

  /** Resolves when all that is under way now has ended. */
  async whenIdle(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #run(job: Job, servers: readonly Server[], action: ServerAction): Promise<void> {
    const running: Running = {
      id: job.id,
      results: new Map(job.results.map((result) => [result.serverId, result])),
      telling: undefined,
    };
    const queue = servers.values();
    const worker = async (): Promise<void> => {
      for (const server of queue) await this.#runOne(running, server, action);
    };
    await Promise.all(Array.from({ length: this.#serversAtOnce() }, worker));
    clearTimeout(running.telling);
    this.#store.jobs.finish(job.id, Date.now());
    this.#tell(running);
  }

  /** Never throws: what can't be noted about one server must not end the work on the others. */
  async #runOne(running: Running, server: Server, action: ServerAction): Promise<void> {
    try {
      this.#record(running, server.id, { state: 'running', startedAt: Date.now() });
      const { result, isEnded } = await this.#act(running, server, action);
      this.#record(running, server.id, { ...result, step: null, finishedAt: Date.now() });
      if (isEnded) this.#store.journal.end(server.id, running.id);
    } catch (error) {
      this.#logUnexpected(error);
    }
  }

  async #act(
    running: Running,
    server: Server,
    action: ServerAction,
  ): Promise<{ readonly result: Partial<JobResult>; readonly isEnded: boolean }> {
    let step: JobStep | null = null;
    const onStep = (next: JobStep): void => {
      // Putting things back is what a failure leads to, not where it happened.
      if (next !== 'roll-back') step = next;
      this.#record(running, server.id, { step: next });
    };
    const context = { actionId: running.id, signal: AbortSignal.timeout(serverTimeoutMs), onStep };
    try {
      return { result: await this.alone(server.id, () => action(server, context)), isEnded: true };
    } catch (error) {
      return { result: { state: 'failed', error: this.#toJobError(error, step) }, isEnded: isEnd(error) };
    }
  }

  /** Two actions on one server at the same time would undo each other's work. */
  async alone<T>(id: ServerId, work: () => Promise<T>): Promise<T> {
    if (this.#busy.has(id)) throw new AppError('server-busy');
    this.#busy.add(id);
    const { promise: ended, resolve: end } = Promise.withResolvers<undefined>();
    this.#underWay.add(ended);
    try {
      return await work();
    } finally {
      this.#busy.delete(id);
      this.#underWay.delete(ended);
      end(undefined);
    }
  }

  #record(running: Running, id: ServerId, change: Partial<JobResult>): void {
    const before = running.results.get(id);
    if (!before) return;
    const result = { ...before, ...change };
    running.results.set(id, result);
    this.#store.jobs.updateResult(running.id, result);
    running.telling ??= setTimeout(() => {
      running.telling = undefined;
      this.#tell(running);
    }, progressIntervalMs);
  }

  #tell({ id }: Running): void {
    const job = this.#store.jobs.find(id);
    if (job) this.#events.jobChanged(job);
  }

  #toJobError(error: unknown, step: JobStep | null): JobError {
    if (error instanceof AppError) return { code: error.code, details: error.details, step };
    this.#logUnexpected(error);
    return { code: 'unexpected', details: {}, step };
  }
}

/** After other errors it is not known what holds on the server: it has to be looked at again. */
function isEnd(error: unknown): boolean {
  return error instanceof AppError && error.code !== 'rollback-failed';
}

function waiting(server: Server): JobResult {
  return {
    serverId: server.id,
    serverName: server.name,
    state: 'waiting',
    step: null,
    error: null,
    proven: null,
    startedAt: null,
    finishedAt: null,
  };
}
