import type { ServerId } from '../../shared/model/ids.ts';
import type { Job, JobKind, JobResult } from '../../shared/model/job.ts';
import { call, on } from '../lib/client.ts';
import { countResults, latestResults, type ResultCounts } from './job-results.ts';
import type { Reasoned } from '../ui/reasoned.ts';
import { mergeSecrets, type ServerSecrets } from './secrets.ts';

/** An action over servers as it can be started. */
export interface JobPlan {
  readonly kind: JobKind;
  /** Empty where the action is not about a key pair. */
  readonly keyPairName: string;
  readonly serverIds: readonly ServerId[];
  readonly secrets: ServerSecrets;
  readonly start: (secrets: ServerSecrets) => Promise<Job>;
  /** What was chosen too and can't take part. */
  readonly leftOut?: readonly Reasoned[];
}

/** Runs an action, follows it through its events, and keeps the last result for each server over all retries. */
export class JobState {
  readonly plan: JobPlan;
  /** Why the action could not even be started. */
  error: unknown = $state.raw();
  isStarting = $state(false);
  /** Whether the user has cancelled it and it has not ended yet. */
  isCancelling = $state(false);

  #tries: readonly Job[] = $state.raw([]);
  #secrets: ServerSecrets;
  readonly #onfinished: (state: JobState) => void;
  #stop: (() => void) | undefined;

  readonly results: readonly JobResult[] = $derived(latestResults(this.#tries.map(({ results }) => results)));
  readonly counts: ResultCounts = $derived(countResults(this.results));
  readonly isRunning: boolean = $derived(this.isStarting || this.#tries.at(-1)?.state === 'running');
  /** When the latest try was started, in ms since 1970. */
  readonly startedAt: number | undefined = $derived(this.#tries.at(-1)?.startedAt);
  /** What the latest try is at; results of earlier ones stand still. */
  readonly latestCounts: ResultCounts = $derived(countResults(this.#tries.at(-1)?.results ?? []));
  readonly isInterrupted: boolean = $derived(this.#tries.at(-1)?.state === 'interrupted');

  constructor(plan: JobPlan, onfinished: (state: JobState) => void = () => undefined) {
    this.plan = plan;
    this.#onfinished = onfinished;
    this.#secrets = plan.secrets;
  }

  run(): Promise<void> {
    return this.#try(() => this.plan.start(this.#secrets));
  }

  /** Goes on with a job that is under way already. */
  follow(job: Job): void {
    this.#tries = [job];
    this.#stop?.();
    this.#stop = on('jobs:changed', (changed) => void this.#update(changed));
  }

  /** Tries again for these servers alone, with what was typed before and now. */
  retry(serverIds: readonly ServerId[], secrets: ServerSecrets = []): Promise<void> {
    this.#secrets = mergeSecrets(this.#secrets, secrets);
    return this.#again(serverIds, false);
  }

  /** Detaches although no other way in was proven: only after the user was warned. */
  detachAnyway(serverIds: readonly ServerId[]): Promise<void> {
    return this.#again(serverIds, true);
  }

  /** Begins no further servers. Those under way come to their end, or are put back. */
  async cancel(): Promise<void> {
    const latest = this.#tries.at(-1);
    if (!latest || !this.isRunning || this.isCancelling) return;
    this.isCancelling = true;
    try {
      this.#update(await call('jobs:cancel', { jobId: latest.id }));
    } catch (error) {
      this.isCancelling = false;
      throw error;
    }
  }

  /** The first try knows every server; what has become of those that were tried again does not matter to it. */
  #again(serverIds: readonly ServerId[], evenIfLastWayIn: boolean): Promise<void> {
    const [first] = this.#tries;
    if (!first) return this.run();
    return this.#try(() =>
      call('jobs:retry', {
        jobId: first.id,
        serverIds: [...serverIds],
        evenIfLastWayIn,
        secrets: this.secretsOf(serverIds),
      }),
    );
  }

  /** Ends the following and forgets what was typed. The job itself goes on. */
  dispose(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#secrets = [];
  }

  /** What was typed for these so far. */
  secretsOf(serverIds: readonly ServerId[]): ServerSecrets[number][] {
    return this.#secrets.filter(({ serverId }) => serverIds.includes(serverId));
  }

  /** Events may overtake the answer that names the job, so they are kept until it is there. */
  async #try(start: () => Promise<Job>): Promise<void> {
    const early: Job[] = [];
    this.#stop?.();
    this.#stop = on('jobs:changed', (job) => {
      if (!this.#update(job)) early.push(job);
    });
    this.error = undefined;
    this.isStarting = true;
    try {
      const started = await start();
      this.#tries = [...this.#tries, early.findLast(({ id }) => id === started.id) ?? started];
    } catch (error) {
      this.error = error;
    } finally {
      this.isStarting = false;
    }
    if (!this.isRunning) this.#onfinished(this);
  }

  #update(job: Job): boolean {
    const isOurs = this.#tries.some(({ id }) => id === job.id);
    const wasRunning = this.isRunning;
    if (isOurs)
      this.#tries = this.#tries.map((former) => (former.id === job.id ? newer(former, job) : former));
    if (wasRunning) this.#endIfOver();
    return isOurs;
  }

  #endIfOver(): void {
    if (this.isRunning) return;
    this.isCancelling = false;
    this.#onfinished(this);
  }
}

/** An answer that a later event has overtaken is no news. Results that are as they were stay the same objects, so that only rows that have changed are drawn anew. */
function newer(former: Job, job: Job): Job {
  if (former.state !== 'running' && job.state === 'running') return former;
  const results = job.results.map((result, index) => {
    const before = former.results[index];
    return before && isSame(before, result) ? before : result;
  });
  return { ...job, results };
}

function isSame(one: JobResult, other: JobResult): boolean {
  const facts = ({ serverId, state, step, error }: JobResult): readonly unknown[] => [
    serverId,
    state,
    step,
    error?.code,
  ];
  const others = facts(other);
  return facts(one).every((fact, index) => fact === others[index]);
}
