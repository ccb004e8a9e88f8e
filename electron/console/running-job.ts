import { AppError } from '../../shared/ipc/result.ts';
import type { JobId, ServerId } from '../../shared/model/ids.ts';
import type { Job, JobError, JobResult, JobStep } from '../../shared/model/job.ts';
import type { Store } from '../store/store.ts';

/** A longest time for everything that is done on one server; every step has its own, shorter limit. */
const serverTimeoutMs = 10 * 60_000;

/** Progress is told at most this often, and less often the more there is to tell. */
const tellIntervalMs = 80;
const tellIntervalPerServerMs = 0.6;

/** A job while it runs: its results as they stand, kept in the store and told to whoever follows it. */
export class RunningJob {
  readonly #store: Store;
  readonly #tell: (job: Job) => void;
  readonly #logUnexpected: (error: unknown) => void;
  readonly #cancelling = new AbortController();
  readonly #results: Map<ServerId, JobResult>;
  readonly #intervalMs: number;
  #job: Job;
  #telling: NodeJS.Timeout | undefined;

  constructor(job: Job, store: Store, tell: (job: Job) => void, logUnexpected: (error: unknown) => void) {
    this.#job = job;
    this.#store = store;
    this.#tell = tell;
    this.#logUnexpected = logUnexpected;
    this.#results = new Map(job.results.map((result) => [result.serverId, result]));
    this.#intervalMs = tellIntervalMs + tellIntervalPerServerMs * job.results.length;
  }

  get id(): JobId {
    return this.#job.id;
  }

  get job(): Job {
    return { ...this.#job, results: [...this.#results.values()] };
  }

  /** What is done on one server ends by it: when the job is cancelled, or when it takes too long. */
  signal(): AbortSignal {
    return AbortSignal.any([this.#cancelling.signal, AbortSignal.timeout(serverTimeoutMs)]);
  }

  /** What is under way comes to its end, or puts back what it has done so far. */
  abort(): void {
    this.#cancelling.abort();
  }

  record(id: ServerId, change: Partial<JobResult>): void {
    const before = this.#results.get(id);
    if (!before) return;
    const result = { ...before, ...change };
    this.#results.set(id, result);
    this.#store.jobs.updateResult(this.#job.id, result);
    this.#telling ??= setTimeout(() => {
      this.#telling = undefined;
      this.#tell(this.job);
    }, this.#intervalMs);
  }

  /** Told even where it can't be kept: whoever waits for the end must not wait for ever. */
  finish(): void {
    clearTimeout(this.#telling);
    const finishedAt = Date.now();
    try {
      this.#store.jobs.finish(this.#job.id, finishedAt);
    } finally {
      this.#job = { ...this.#job, state: 'finished', finishedAt };
      this.#tell(this.job);
    }
  }

  /** What an action has ended with, for the record. */
  resultOf(error: unknown, step: JobStep | null): Partial<JobResult> {
    const isCancelled = error instanceof AppError && error.code === 'cancelled';
    if (isCancelled && this.#cancelling.signal.aborted) {
      return { state: 'cancelled', error: { code: 'cancelled', details: error.details, step } };
    }
    return { state: 'failed', error: this.#jobError(error, step) };
  }

  #jobError(error: unknown, step: JobStep | null): JobError {
    if (error instanceof AppError) {
      // Nobody has cancelled it: its time was up.
      const code = error.code === 'cancelled' ? 'server-timeout' : error.code;
      return { code, details: error.details, step };
    }
    this.#logUnexpected(error);
    return { code: 'unexpected', details: {}, step };
  }
}
