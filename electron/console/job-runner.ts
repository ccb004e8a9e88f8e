import { randomUUID } from 'node:crypto';
import { AppError } from '../../shared/ipc/result.ts';
import type { Drift } from '../../shared/model/drift.ts';
import type { JobId, ServerId } from '../../shared/model/ids.ts';
import { JobId as JobIdSchema } from '../../shared/model/ids.ts';
import type { Job, JobResult, JobStep } from '../../shared/model/job.ts';
import type { Server } from '../../shared/model/server.ts';
import type { ActionContext } from '../providers/provider.ts';
import type { Store } from '../store/store.ts';
import type { ConsoleEvents } from './console-events.ts';
import { RunningJob } from './running-job.ts';
import { ServerQueue } from './server-queue.ts';

const atOnceToAddress = 8;
const slowAfterMs = 5000;

export type JobHead = Pick<Job, 'regionId' | 'kind' | 'keyPairId' | 'keyPairName' | 'effect'>;

/** What became of one server. */
export interface ServerOutcome {
  readonly state: 'succeeded' | 'pending';
  readonly proven: boolean | null;
  /** What an inspection found. */
  readonly drift?: Drift;
}

/** The job's id names the action on the server as well. */
export type JobContext = ActionContext & { readonly actionId: JobId };

export type ServerAction = (server: Server, context: JobContext) => Promise<ServerOutcome>;

interface UnderWay {
  readonly running: RunningJob;
  readonly queue: ServerQueue;
}

/** Runs one action over many servers and keeps a truthful result for each of them. */
export class JobRunner {
  readonly #store: Store;
  readonly #events: ConsoleEvents;
  readonly #logUnexpected: (error: unknown) => void;
  readonly #serversAtOnce: () => number;
  readonly #busy = new Set<ServerId>();
  readonly #inBackground = new Map<ServerId, Promise<unknown>>();
  readonly #jobs = new Map<JobId, UnderWay>();
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
      .finally(() => {
        this.#underWay.delete(run);
        this.#jobs.delete(job.id);
      });
    this.#underWay.add(run);
    return job;
  }

  /**
   * Begins no further servers. Those under way come to their end or put back what was done; the result of each says
   * which. Returns the job as it stands; one that has ended stays as it is. Error: `job-not-found`.
   */
  cancel(id: JobId): Job {
    const underWay = this.#jobs.get(id);
    if (underWay) cancel(underWay);
    const job = underWay?.running.job ?? this.#store.jobs.find(id);
    if (!job) throw new AppError('job-not-found');
    return job;
  }

  cancelAll(): void {
    for (const underWay of this.#jobs.values()) cancel(underWay);
  }

  get isIdle(): boolean {
    return this.#underWay.size === 0;
  }

  get hasJobs(): boolean {
    return this.#jobs.size > 0;
  }

  /** Whether something is done on this server now. */
  isBusy(id: ServerId): boolean {
    return this.#busy.has(id);
  }

  /** Resolves when all that is under way now has ended. */
  async whenIdle(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #run(job: Job, servers: readonly Server[], action: ServerAction): Promise<void> {
    const running = new RunningJob(
      job,
      this.#store,
      (changed) => this.#events.jobChanged(changed),
      this.#logUnexpected,
    );
    const limits = {
      serversAtOnce: this.#serversAtOnce(),
      atOnceToAddress,
      // Restarts are spread on purpose: not all machines go down together.
      slowAfterMs: job.effect === 'restart' ? null : slowAfterMs,
    };
    const queue = new ServerQueue(servers, limits, (server) => this.#runOne(running, server, action));
    this.#jobs.set(job.id, { running, queue });
    await queue.run();
    running.finish();
  }

  /** Never throws: what can't be noted about one server must not end the work on the others. */
  async #runOne(running: RunningJob, server: Server, action: ServerAction): Promise<void> {
    try {
      running.record(server.id, { state: 'running', startedAt: Date.now() });
      const { result, isEnded } = await this.#act(running, server, action);
      running.record(server.id, { ...result, step: null, finishedAt: Date.now() });
      if (isEnded) this.#store.journal.end(server.id, running.id);
    } catch (error) {
      this.#logUnexpected(error);
    }
  }

  async #act(
    running: RunningJob,
    server: Server,
    action: ServerAction,
  ): Promise<{ readonly result: Partial<JobResult>; readonly isEnded: boolean }> {
    let step: JobStep | null = null;
    const onStep = (next: JobStep): void => {
      // Putting things back is what a failure leads to, not where it happened.
      if (next !== 'roll-back') step = next;
      running.record(server.id, { step: next });
    };
    const context = { actionId: running.id, signal: running.signal(), onStep, waitsForAttempts: true };
    try {
      return { result: await this.alone(server.id, () => action(server, context)), isEnded: true };
    } catch (error) {
      return { result: running.resultOf(error, step), isEnded: isEnd(error) };
    }
  }

  /**
   * Two actions on one server at the same time would undo each other's work. What Latchkey does there by itself is
   * waited for. Error: `server-busy` where it is somebody's action.
   */
  async alone<T>(id: ServerId, work: () => Promise<T>): Promise<T> {
    await this.#inBackground.get(id);
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

  /** The same for what nobody has asked for: an action of the user's does not fail because of it. */
  async aloneInBackground<T>(id: ServerId, work: () => Promise<T>): Promise<T> {
    const run = this.alone(id, work);
    const ended = run.catch(() => undefined);
    this.#inBackground.set(id, ended);
    try {
      return await run;
    } finally {
      if (this.#inBackground.get(id) === ended) this.#inBackground.delete(id);
    }
  }
}

function cancel({ running, queue }: UnderWay): void {
  for (const { id } of queue.clear()) running.record(id, { state: 'cancelled', finishedAt: Date.now() });
  running.abort();
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
    drift: null,
    startedAt: null,
    finishedAt: null,
  };
}
