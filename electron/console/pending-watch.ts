import { AppError, type ErrorCode } from '../../shared/ipc/result.ts';
import type { PendingEnd } from '../../shared/model/app-status.ts';
import type { JobId, ServerId } from '../../shared/model/ids.ts';
import type { JobResult } from '../../shared/model/job.ts';
import type { Server } from '../../shared/model/server.ts';
import type { Store } from '../store/store.ts';
import type { Bindings } from './bindings.ts';
import type { ConsoleEvents } from './console-events.ts';
import type { JobRunner } from './job-runner.ts';
import type { Regions } from './regions.ts';
import type { ServerRecords } from './server-records.ts';
import type { ServerTargets } from './server-targets.ts';

const tickMs = 5_000;
/** A server that does not answer is asked again after this, and after twice as long each time, up to the longest. */
const firstPauseMs = 15_000;
const longestPauseMs = 5 * 60_000;
const looksAtOnce = 8;
const lookTimeoutMs = 10_000;

interface Dependencies {
  readonly store: Store;
  readonly events: Pick<ConsoleEvents, 'pendingEnded'>;
  readonly regions: Pick<Regions, 'provider'>;
  readonly records: ServerRecords;
  readonly targets: Pick<ServerTargets, 'forServer'>;
  readonly bindings: Pick<Bindings, 'carryOut'>;
  readonly runner: Pick<JobRunner, 'isBusy'>;
  readonly logUnexpected: (error: unknown) => void;
}

interface Watched {
  pauseMs: number;
  nextAt: number;
  lookedAt: number;
  /** What is under way there. */
  jobId: JobId | null;
}

/**
 * Looks whether the servers that are waited for answer. Those that are starting are then running; what waits for a
 * stopped one is carried out, where nobody has to be asked for that.
 */
export class PendingWatch {
  readonly #parts: Dependencies;
  readonly #watched = new Map<ServerId, Watched>();
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(parts: Dependencies) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setTimeout(() => void this.#tick(), tickMs).unref();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  async #tick(): Promise<void> {
    try {
      this.#followJobs();
      const awaited = this.#parts.store.servers.listAwaited();
      this.#forgetOthers(awaited);
      const due = awaited.filter((server) => this.#isDue(server)).slice(0, looksAtOnce);
      await Promise.all(due.map((server) => this.#look(server)));
    } catch (error) {
      if (!this.#isStopped) this.#parts.logUnexpected(error);
    }
    if (!this.#isStopped) this.start();
  }

  /** One that was seen running since, by a refresh for instance, is not waited for any longer. */
  #isDue({ id, status, checkedAt }: Server): boolean {
    const watched = this.#watch(id);
    const wasSeen = status === 'running' && (checkedAt ?? 0) > watched.lookedAt;
    const isFree = watched.jobId === null && this.#isLeftAlone(id);
    return isFree && (wasSeen || watched.nextAt <= Date.now());
  }

  async #look(server: Server): Promise<void> {
    this.#watch(server.id).lookedAt = Date.now();
    const signal = AbortSignal.timeout(lookTimeoutMs);
    const isUp = await this.#parts.regions.provider(server.regionId).answers(server, signal);
    if (!isUp) this.#later(server.id);
    else if (!this.#isLeftAlone(server.id)) return;
    else if (hasWork(server)) await this.#carryOut(server);
    else this.#hasStarted(server.id);
  }

  /** An action that has begun there meanwhile tells by itself what becomes of the server. */
  #isLeftAlone(id: ServerId): boolean {
    return !this.#isStopped && !this.#parts.runner.isBusy(id);
  }

  #hasStarted(id: ServerId): void {
    if (this.#parts.store.servers.find(id)?.status !== 'starting') return;
    this.#parts.records.update(id, { status: 'running', checkedAt: Date.now() });
  }

  async #carryOut(server: Server): Promise<void> {
    try {
      await this.#parts.targets.forServer(server);
      if (!this.#isLeftAlone(server.id)) return;
      this.#parts.records.update(server.id, { status: 'running', checkedAt: Date.now() });
      this.#watch(server.id).jobId = this.#parts.bindings.carryOut(server.id).id;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.#failed(server.id, error.code);
    }
  }

  #followJobs(): void {
    for (const [id, watched] of this.#watched) {
      const job = watched.jobId === null ? undefined : this.#parts.store.jobs.find(watched.jobId);
      if (!job || job.state === 'running') continue;
      watched.jobId = null;
      const [result] = job.results;
      if (result) this.#hasEnded(id, result);
    }
  }

  #hasEnded(id: ServerId, { error, state }: JobResult): void {
    if (error) this.#failed(id, error.code);
    else if (state === 'succeeded') this.#tell(id, { problem: null, waitsForRestart: false });
    else if (state === 'pending') this.#postponed(id);
  }

  /** What may pass is tried again; what needs somebody is left to them, and said. */
  #failed(id: ServerId, code: ErrorCode): void {
    if (passing.has(code)) {
      this.#later(id);
      return;
    }
    const server = this.#isStopped ? undefined : this.#parts.store.servers.find(id);
    if (!server?.pending || server.pending.waitsFor !== 'server') return;
    const isKnown = server.statusProblem === null && this.#isLeftAlone(id);
    const status = isKnown ? ({ status: 'running' } as const) : {};
    this.#parts.records.update(id, { ...status, pending: { ...server.pending, problem: code } });
    this.#tell(id, { problem: code, waitsForRestart: false });
  }

  /** It is on the server and waits for a restart there; or the server was gone again before. */
  #postponed(id: ServerId): void {
    const pending = this.#parts.store.servers.find(id)?.pending ?? null;
    if (pending?.waitsFor === 'server') this.#later(id);
    else this.#tell(id, { problem: null, waitsForRestart: pending !== null });
  }

  #tell(id: ServerId, end: Omit<PendingEnd, 'serverName'>): void {
    const server = this.#parts.store.servers.find(id);
    if (server) this.#parts.events.pendingEnded({ serverName: server.name, ...end });
  }

  #later(id: ServerId): void {
    const watched = this.#watch(id);
    watched.nextAt = Date.now() + watched.pauseMs;
    watched.pauseMs = Math.min(watched.pauseMs * 2, longestPauseMs);
  }

  #watch(id: ServerId): Watched {
    const fresh = { pauseMs: firstPauseMs, nextAt: 0, lookedAt: 0, jobId: null };
    const watched = this.#watched.get(id) ?? fresh;
    this.#watched.set(id, watched);
    return watched;
  }

  #forgetOthers(awaited: readonly Server[]): void {
    const ids = new Set(awaited.map(({ id }) => id));
    for (const [id, { jobId }] of this.#watched) {
      if (jobId === null && !ids.has(id)) this.#watched.delete(id);
    }
  }
}

/** Whether something is to be done there as soon as it answers, and can be without anybody. */
function hasWork({ pending }: Server): boolean {
  return pending?.waitsFor === 'server' && pending.problem === null;
}

const passing: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'server-unreachable',
  'server-connection-lost',
  'server-timeout',
  'server-busy',
]);
