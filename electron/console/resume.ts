import { AppError } from '../../shared/ipc/result.ts';
import type { AppNotice, InterruptionEnd } from '../../shared/model/app-status.ts';
import type { JobId, ServerId } from '../../shared/model/ids.ts';
import type { JobResult } from '../../shared/model/job.ts';
import type { LogonSecrets } from '../../shared/model/logon-input.ts';
import type { Server } from '../../shared/model/server.ts';
import type { ActionContext, Interrupted, Resumed } from '../providers/provider.ts';
import type { JournalEntry, Store } from '../store/store.ts';
import type { ConsoleEvents } from './console-events.ts';
import { firstLogon } from './first-logon.ts';
import type { JobRunner } from './job-runner.ts';
import type { ServerActions } from './server-actions.ts';
import type { ServerRecords } from './server-records.ts';

/** How long until what did not answer is tried again. */
const unreachablePauseMs = 15_000;

/** And what refused us: failed logons are counted, and get whoever repeats them locked out. */
const refusedPauseMs = 5 * 60_000;

const resumeTimeoutMs = 5 * 60_000;

interface Dependencies {
  readonly store: Store;
  readonly events: ConsoleEvents;
  readonly runner: JobRunner;
  readonly actions: ServerActions;
  readonly records: Pick<ServerRecords, 'watching'>;
  readonly logUnexpected: (error: unknown) => void;
}

/** Ends what the last run was cut off in: on each server as soon as it can be reached without asking anybody. */
export class Resume {
  readonly #store: Store;
  readonly #events: ConsoleEvents;
  readonly #runner: JobRunner;
  readonly #actions: ServerActions;
  readonly #records: Pick<ServerRecords, 'watching'>;
  readonly #logUnexpected: (error: unknown) => void;
  /** What this looks after: an action that is under way now is in the journal as well. */
  readonly #waiting = new Map<ServerId, JobId>();
  readonly #ended: InterruptionEnd[] = [];
  #isStopped = false;

  constructor({ store, events, runner, actions, records, logUnexpected }: Dependencies) {
    this.#records = records;
    this.#store = store;
    this.#events = events;
    this.#runner = runner;
    this.#actions = actions;
    this.#logUnexpected = logUnexpected;
  }

  /** Begins with everything in the journal, and goes on in the background until nothing is left. */
  start(): void {
    for (const { serverId } of this.#store.journal.list()) this.watch(serverId);
  }

  /** Goes on with one server that could not be put back. */
  watch(id: ServerId): void {
    const entry = this.#store.journal.find(id);
    if (!entry) return;
    this.#waiting.set(id, entry.jobId);
    this.#tell(null);
    void this.#keepTrying(id, entry.jobId);
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** What the user has to know now. */
  notices(): AppNotice[] {
    const waiting = [...this.#waiting.keys()].map((id) => this.#store.servers.find(id)?.name);
    const withEnd = (end: Resumed['end']): string[] =>
      this.#ended.filter((ended) => ended.end === end).map(({ serverName }) => serverName);
    return [
      ...notice(
        'jobs-interrupted',
        waiting.filter((name) => name !== undefined),
      ),
      ...notice('actions-finished', withEnd('finished')),
      ...notice('actions-rolled-back', withEnd('rolled-back')),
    ];
  }

  /**
   * Looks at one server now, where something is left open. Errors: those of every action.
   * @param asked what the user has just entered for another action there
   * @param job within which it is done, where there is one
   */
  async settle(server: Server, asked: LogonSecrets = {}, job?: ActionContext): Promise<void> {
    const entry = this.#store.journal.find(server.id);
    if (!entry) return;
    const interrupted = interruptedKind(entry);
    if (interrupted === undefined) {
      this.#store.journal.end(entry.serverId, entry.jobId);
      return;
    }
    const signal = AbortSignal.timeout(resumeTimeoutMs);
    const alone = { signal, onStep: () => undefined };
    const context = { ...(job ? firstLogon(job, signal) : alone), actionId: entry.jobId };
    const { end, outcome } = await this.#actions.resume(server, entry, interrupted, asked, context);
    this.#record(entry, end, outcome);
  }

  async #keepTrying(id: ServerId, jobId: JobId): Promise<void> {
    while (!this.#isStopped) {
      const server = this.#store.servers.find(id);
      // Gone with its server, or overtaken by another action.
      const isOpen = server && this.#store.journal.find(id)?.jobId === jobId;
      const pauseMs = isOpen ? await this.#try(server) : null;
      if (pauseMs === null) {
        if (this.#waiting.delete(id)) this.#tell(null);
        return;
      }
      await pause(pauseMs);
    }
  }

  /** Null when there is nothing left to do. */
  async #try(server: Server): Promise<number | null> {
    try {
      await this.#runner.aloneInBackground(server.id, () =>
        this.#records.watching(server.id, () => this.settle(server)),
      );
      return null;
    } catch (error) {
      if (!(error instanceof AppError)) this.#logUnexpected(error);
      return error instanceof AppError && isPassing(error) ? unreachablePauseMs : refusedPauseMs;
    }
  }

  #record(
    { serverId, jobId }: JournalEntry,
    end: Resumed['end'],
    { proven, pending }: Resumed['outcome'],
  ): void {
    const job = this.#store.jobs.find(jobId);
    const result = job?.results.find((each) => each.serverId === serverId);
    this.#store.transaction(() => {
      if (result) this.#store.jobs.updateResult(jobId, { ...result, ...endOf(result, end, proven, pending) });
      this.#store.journal.end(serverId, jobId);
    });
    this.#waiting.delete(serverId);
    const ended = { serverName: result?.serverName ?? '', end };
    this.#ended.push(ended);
    this.#tell(ended);
    const changed = this.#store.jobs.find(jobId);
    if (changed) this.#events.jobChanged(changed);
  }

  #tell(ended: InterruptionEnd | null): void {
    this.#events.interruptedChanged(this.notices(), ended);
  }
}

/** Nobody waits for this when the application ends. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms).unref());
}

function endOf(
  { error, step }: JobResult,
  end: Resumed['end'],
  proven: boolean | null,
  pending: boolean | null,
): Partial<JobResult> {
  const finishedAt = Date.now();
  if (end === 'finished') {
    return { state: pending === true ? 'pending' : 'succeeded', error: null, step: null, proven, finishedAt };
  }
  const at = error?.step ?? step;
  const details = { reason: 'interrupted', ...(at ? { step: at } : {}) };
  return { state: 'failed', error: { code: 'rolled-back', details, step: at }, step: null, finishedAt };
}

function isPassing({ code }: AppError): boolean {
  return ['server-unreachable', 'server-connection-lost', 'server-timeout', 'server-busy'].includes(code);
}

/** What changes nothing on a server has nothing to be ended. */
function interruptedKind({ kind }: JournalEntry): Interrupted['kind'] | undefined {
  const kinds = ['bind', 'unbind', 'take-effect', 'enable-password-logon'] as const;
  return kinds.find((each) => each === kind);
}

function notice(code: AppNotice['code'], names: readonly string[]): AppNotice[] {
  return names.length === 0 ? [] : [{ code, names: [...new Set(names)], path: null, backupFrom: null }];
}
