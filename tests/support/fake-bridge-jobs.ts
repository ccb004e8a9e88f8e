import { AppError } from '../../shared/ipc/result.ts';
import type { Request } from '../../shared/ipc/contract.ts';
import type { Job, JobError, JobKind, JobResult, JobStep } from '../../shared/model/job.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { Effect, Server } from '../../shared/model/server.ts';
import { sampleJobs } from './fake-bridge-activity-samples.ts';
import { driftOf, failures as sampleFailures, jobId, regionId, sampleTime } from './fake-bridge-samples.ts';

type Secrets = Request<'servers:bind'>['secrets'];

interface ManyRequest {
  readonly keyPairId: Request<'servers:bind'>['keyPairId'];
  readonly serverIds: Request<'servers:bind'>['serverIds'];
  readonly effect: Effect;
  readonly secrets: Secrets;
  readonly evenIfLastWayIn?: boolean;
}

interface OneRequest {
  readonly serverId: Server['id'];
  readonly effect?: Effect;
  readonly secrets?: Request<'servers:verify-logon'>['secrets'];
}

/** What a job needs of the bridge that runs it. */
interface JobWorld {
  readonly servers: readonly Server[];
  server(id: string): Server;
  keyPair(id: string): KeyPair;
  putServer(server: Server): void;
  putKeyPair(keyPair: KeyPair): void;
  emit(event: 'jobs:changed', job: Job): void;
}

const stepsOf: Record<JobKind, readonly JobStep[]> = {
  bind: ['connect', 'add-line', 'prove-logon', 'write-settings', 'check-settings', 'reload', 'prove-again'],
  unbind: ['connect', 'prove-other-way-in', 'remove-line', 'reload', 'check-key-refused'],
  'take-effect': ['connect', 'reload', 'prove-again'],
  'verify-logon': ['connect', 'prove-logon'],
  'enable-password-logon': ['connect', 'write-settings', 'check-settings', 'reload'],
  inspect: ['connect', 'read-settings', 'prove-logon'],
  refresh: ['connect', 'read-settings'],
  repair: ['connect', 'add-line', 'prove-logon', 'write-settings', 'check-settings', 'reload', 'prove-again'],
};

const forEver = new Promise<never>(() => undefined);

/** Jobs that go through their steps on a timer and fail where it was said so. */
export class FakeJobs {
  private jobs: readonly Job[] = [];
  private readonly accepted = new Set<string>();
  private readonly bridge: JobWorld;
  private readonly stepMs: number;
  private readonly stuckFrom: number;
  private readonly failures: Readonly<Record<string, JobError>>;

  /**
   * @param stuckFrom the first server of a job that stays under way for ever; those after it stay waiting
   * @param failures by the server's name, beside those of the samples
   */
  constructor(
    bridge: JobWorld,
    stepMs: number,
    stuckFrom = Infinity,
    failures: Readonly<Record<string, JobError>> = {},
  ) {
    this.failures = { ...sampleFailures, ...failures };
    this.bridge = bridge;
    this.stepMs = stepMs;
    this.stuckFrom = stuckFrom;
  }

  list(): Job[] {
    return [...this.jobs];
  }

  find(id: string): Job | null {
    return this.jobs.find((job) => job.id === id) ?? sampleJobs.find((job) => job.id === id) ?? null;
  }

  acceptHostKey(server: Server): void {
    this.accepted.add(server.name);
  }

  start(kind: JobKind, request: ManyRequest): Job {
    const servers = request.serverIds.map((id) => this.bridge.server(id));
    const { id: keyPairId, name: keyPairName } = this.bridge.keyPair(request.keyPairId);
    const job = this.newJob(kind, servers, { keyPairId, keyPairName, effect: request.effect });
    void this.run(job, request.secrets, request.evenIfLastWayIn === true);
    return job;
  }

  startForOne(kind: JobKind, { serverId, effect, secrets }: OneRequest): Job {
    const server = this.bridge.server(serverId);
    const job = this.newJob(kind, [server], { keyPairId: server.boundKeyPairId, effect: effect ?? null });
    void this.run(job, secrets ? [{ serverId, ...secrets }] : [], false);
    return job;
  }

  startForMany(
    kind: JobKind,
    { serverIds, effect, secrets }: Omit<ManyRequest, 'keyPairId' | 'effect'> & { readonly effect?: Effect },
  ): Job {
    const servers = serverIds.map((id) => this.bridge.server(id));
    const job = this.newJob(kind, servers, { effect: effect ?? null });
    void this.run(job, secrets, false);
    return job;
  }

  retry({ jobId: id, serverIds, secrets, evenIfLastWayIn }: Request<'jobs:retry'>): Job {
    const former = this.find(id);
    if (!former) throw new AppError('job-not-found');
    const failed = former.results.filter(({ state }) => state === 'failed' || state === 'cancelled');
    const again = failed.filter(({ serverId }) => serverIds?.includes(serverId) ?? true);
    const servers = again.map(({ serverId }) => this.bridge.server(serverId));
    const job = this.newJob(former.kind, servers, former);
    void this.run(job, secrets, evenIfLastWayIn === true);
    return job;
  }

  /** What waits is cancelled; what is under way goes on to its end. */
  cancel(id: string): Job {
    const job = this.job(id);
    const results = job.results.map((result) =>
      result.state === 'waiting' ? ({ ...result, state: 'cancelled' } as const) : result,
    );
    this.put({ ...job, results });
    return this.job(id);
  }

  private newJob(kind: JobKind, servers: readonly Server[], facts: Partial<Job>): Job {
    const job: Job = {
      id: jobId(this.jobs.length + 1),
      regionId: servers[0]?.regionId ?? regionId(1),
      kind,
      keyPairId: facts.keyPairId ?? null,
      keyPairName: facts.keyPairName ?? null,
      effect: facts.effect ?? null,
      state: 'running',
      results: servers.map(waiting),
      startedAt: Date.now(),
      finishedAt: null,
    };
    this.jobs = [...this.jobs, job];
    return job;
  }

  private async run(job: Job, secrets: Secrets, evenIfLastWayIn: boolean): Promise<void> {
    await Promise.all(
      job.results.map(async ({ serverId, serverName }, index) => {
        await (index > this.stuckFrom ? forEver : this.pause(index));
        if (this.job(job.id).results[index]?.state === 'cancelled') return;
        const error = this.failureOf(job.kind, serverName, secrets, evenIfLastWayIn);
        for (const step of stepsOf[job.kind]) {
          this.update(job.id, serverId, { state: 'running', step, startedAt: sampleTime });
          await (index === this.stuckFrom && step !== 'connect' ? forEver : this.pause(1));
          if (error?.step !== step) continue;
          this.update(job.id, serverId, { state: 'failed', error });
          return;
        }
        this.succeed(job, serverId);
      }),
    );
    const finished = { ...this.job(job.id), state: 'finished', finishedAt: sampleTime } as const;
    this.put(finished);
  }

  private succeed(job: Job, serverId: Server['id']): void {
    const server = this.bridge.server(serverId);
    if (job.kind === 'inspect') {
      const drift = driftOf(server);
      this.update(job.id, serverId, { state: 'succeeded', step: null, drift });
      this.bridge.putServer({ ...server, drift, checkedAt: sampleTime });
      return;
    }
    if (job.kind === 'refresh') {
      this.update(job.id, serverId, { state: 'succeeded', step: null });
      this.bridge.putServer({ ...server, checkedAt: sampleTime });
      return;
    }
    const isPending = job.effect === 'postpone' || server.status === 'stopped';
    this.update(job.id, serverId, { state: isPending ? 'pending' : 'succeeded', step: null, proven: true });
    const waitsFor = server.status === 'stopped' ? 'server' : 'restart';
    const pending = isPending ? pendingOf(job, waitsFor) : null;
    this.bridge.putServer({ ...server, ...changeOf(job), pending });
    if (job.keyPairId) this.rebind(this.bridge.keyPair(job.keyPairId));
  }

  private rebind(keyPair: KeyPair): void {
    const bound = this.bridge.servers.filter(({ boundKeyPairId }) => boundKeyPairId === keyPair.id);
    this.bridge.putKeyPair({ ...keyPair, boundServerIds: bound.map(({ id }) => id) });
  }

  private failureOf(kind: JobKind, name: string, secrets: Secrets, even: boolean): JobError | undefined {
    const failure = this.failures[name];
    if (!failure || this.accepted.has(name)) return undefined;
    const given = secrets.find(({ serverId }) => this.bridge.server(serverId).name === name);
    const missing: Partial<Record<JobError['code'], boolean>> = {
      'last-way-in': kind === 'unbind' && !even,
      'password-required': !given?.password,
      'sudo-password-required': !given?.sudoPassword,
    };
    return missing[failure.code] === false ? undefined : failure;
  }

  private job(id: string): Job {
    const found = this.jobs.find((job) => job.id === id);
    if (!found) throw new AppError('job-not-found');
    return found;
  }

  private update(id: string, serverId: string, changes: Partial<JobResult>): void {
    const job = this.job(id);
    const results = job.results.map((result) =>
      result.serverId === serverId ? { ...result, ...changes } : result,
    );
    this.put({ ...job, results });
  }

  private put(job: Job): void {
    this.jobs = this.jobs.map((other) => (other.id === job.id ? job : other));
    this.bridge.emit('jobs:changed', job);
  }

  private pause(steps: number): Promise<void> {
    return new Promise((resolve) => {
      setTimeout(resolve, this.stepMs * steps);
    });
  }
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

function changeOf({ kind, keyPairId }: Job): Partial<Server> {
  const changes: Partial<Record<JobKind, Partial<Server>>> = {
    bind: { boundKeyPairId: keyPairId, passwordLogon: 'disabled' },
    unbind: { boundKeyPairId: null },
    'enable-password-logon': { passwordLogon: 'enabled' },
    repair: { passwordLogon: 'disabled', drift: null },
  };
  return changes[kind] ?? {};
}

function pendingOf({ kind, keyPairId, effect }: Job, waitsFor: 'restart' | 'server'): Server['pending'] {
  if (kind !== 'bind' && kind !== 'unbind' && kind !== 'enable-password-logon') return null;
  return {
    change: kind,
    keyPairId,
    waitsFor,
    effect: effect ?? 'postpone',
    since: sampleTime,
    problem: null,
  };
}
