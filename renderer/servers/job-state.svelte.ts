import type { ServerId } from '../../shared/model/ids.ts';
import type { Job, JobKind, JobResult } from '../../shared/model/job.ts';
import { on } from '../lib/client.ts';
import { countResults, latestResults, type ResultCounts } from './job-results.ts';
import { mergeSecrets, type ServerSecrets } from './secrets.ts';

/** An action over servers as it can be started, and started again for some of them. */
export interface JobPlan {
  readonly kind: JobKind;
  /** Empty where the action is not about a key pair. */
  readonly keyPairName: string;
  readonly serverIds: readonly ServerId[];
  readonly secrets: ServerSecrets;
  readonly start: (serverIds: readonly ServerId[], secrets: ServerSecrets) => Promise<Job>;
  /** Only for unbind: the same for servers on which no other way in was proven. */
  readonly startEvenIfLastWayIn?: JobPlan['start'];
}

/** Runs an action, follows it through its events, and keeps the last result for each server over all retries. */
export class JobState {
  readonly plan: JobPlan;
  /** Why the action could not even be started. */
  error: unknown = $state.raw();
  isStarting = $state(false);

  #tries: readonly Job[] = $state.raw([]);
  #secrets: ServerSecrets;
  readonly #onfinished: (state: JobState) => void;
  #stop: (() => void) | undefined;

  readonly results: readonly JobResult[] = $derived(latestResults(this.#tries.map(({ results }) => results)));
  readonly counts: ResultCounts = $derived(countResults(this.results));
  readonly isRunning: boolean = $derived(this.isStarting || this.#tries.at(-1)?.state === 'running');
  readonly isInterrupted: boolean = $derived(this.#tries.at(-1)?.state === 'interrupted');

  constructor(plan: JobPlan, onfinished: (state: JobState) => void = () => undefined) {
    this.plan = plan;
    this.#onfinished = onfinished;
    this.#secrets = plan.secrets;
  }

  run(): Promise<void> {
    return this.#try(() => this.plan.start(this.plan.serverIds, this.#secrets));
  }

  /** Tries again for these servers alone, with what was typed before and now. */
  retry(serverIds: readonly ServerId[], secrets: ServerSecrets = []): Promise<void> {
    this.#secrets = mergeSecrets(this.#secrets, secrets);
    return this.#try(() => this.plan.start(serverIds, this.#secretsOf(serverIds)));
  }

  /** Detaches although no other way in was proven: only after the user was warned. */
  detachAnyway(serverIds: readonly ServerId[]): Promise<void> {
    const start = this.plan.startEvenIfLastWayIn ?? this.plan.start;
    return this.#try(() => start(serverIds, this.#secretsOf(serverIds)));
  }

  /** Ends the following and forgets what was typed. The job itself goes on. */
  dispose(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#secrets = [];
  }

  #secretsOf(serverIds: readonly ServerId[]): ServerSecrets {
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
    if (isOurs) this.#tries = this.#tries.map((former) => (former.id === job.id ? job : former));
    if (isOurs && !this.isRunning) this.#onfinished(this);
    return isOurs;
  }
}
