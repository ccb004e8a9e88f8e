import { AppError } from '../../shared/ipc/result.ts';
import type { JobId, KeyPairId, ServerId } from '../../shared/model/ids.ts';
import type { Job } from '../../shared/model/job.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { LogonSecrets } from '../../shared/model/logon-input.ts';
import type { Effect, Server } from '../../shared/model/server.ts';
import type { Store } from '../store/store.ts';
import type { Inspection } from './inspection.ts';
import type { JobContext, JobHead, JobRunner, ServerAction } from './job-runner.ts';
import type { Resume } from './resume.ts';
import type { ServerActions } from './server-actions.ts';
import type { ServerObserver } from './server-observer.ts';
import type { ServerRecords } from './server-records.ts';

/** What the user was asked for, for each server that needs it. */
export type AskedSecrets = readonly ({ readonly serverId: ServerId } & LogonSecrets)[];

interface RetryOptions {
  /** Servers of the job that have to be tried again; all of them unless given. */
  readonly serverIds?: readonly ServerId[] | undefined;
  /** Only for unbind, after the user was warned. */
  readonly evenIfLastWayIn?: boolean | undefined;
}

interface Dependencies {
  readonly store: Store;
  readonly records: ServerRecords;
  readonly runner: JobRunner;
  readonly actions: ServerActions;
  readonly resume: Resume;
  readonly inspection: Inspection;
  readonly observer: Pick<ServerObserver, 'look'>;
}

/** Every action on servers, as a job over one or many of them. */
export class Bindings {
  readonly #store: Store;
  readonly #records: ServerRecords;
  readonly #runner: JobRunner;
  readonly #actions: ServerActions;
  readonly #resume: Resume;
  readonly #inspection: Inspection;
  readonly #observer: Pick<ServerObserver, 'look'>;

  constructor({ store, records, runner, actions, resume, inspection, observer }: Dependencies) {
    this.#observer = observer;
    this.#inspection = inspection;
    this.#store = store;
    this.#records = records;
    this.#runner = runner;
    this.#actions = actions;
    this.#resume = resume;
  }

  bind(keyPairId: KeyPairId, serverIds: readonly ServerId[], effect: Effect, asked: AskedSecrets): Job {
    const keyPair = this.#keyPair(keyPairId);
    return this.#startChange(head('bind', keyPair, effect), serverIds, asked, (server, context) =>
      this.#actions.bind(server, this.#keyPair(keyPairId), effect, secretsOf(server, asked), context),
    );
  }

  unbind(
    keyPairId: KeyPairId,
    serverIds: readonly ServerId[],
    effect: Effect,
    evenIfLastWayIn: boolean,
    asked: AskedSecrets,
  ): Job {
    const keyPair = this.#keyPair(keyPairId);
    return this.#startChange(head('unbind', keyPair, effect), serverIds, asked, (server, context) =>
      this.#actions.unbind(
        server,
        this.#keyPair(keyPairId),
        { effect, evenIfLastWayIn },
        secretsOf(server, asked),
        context,
      ),
    );
  }

  takeEffect(serverIds: readonly ServerId[], effect: 'reload' | 'restart', asked: AskedSecrets): Job {
    const about = head('take-effect', this.#boundToAll(serverIds), effect);
    return this.#startChange(about, serverIds, asked, (server, context) =>
      this.#actions.takeEffect(server, effect, secretsOf(server, asked), context),
    );
  }

  /** Does what waits for a server that has come up, in the way that was chosen; nobody is asked. */
  carryOut(serverId: ServerId): Job {
    const { pending } = this.#records.get(serverId);
    if (pending?.waitsFor !== 'server') throw new AppError('request-invalid');
    const keyPair = pending.keyPairId === null ? null : this.#keyPair(pending.keyPairId);
    const about = head('take-effect', keyPair, pending.effect);
    return this.#startChange(about, [serverId], [], (server, context) =>
      this.#actions.carryOut(server, pending.effect, {}, context),
    );
  }

  verifyLogon(serverId: ServerId, asked: LogonSecrets): Job {
    const keyPair = this.#boundTo(serverId);
    if (!keyPair) throw new AppError('key-pair-not-bound', { server: this.#records.get(serverId).name });
    return this.#start(head('verify-logon', keyPair, null), [serverId], (server, context) =>
      this.#actions.verifyLogon(server, keyPair, asked, context),
    );
  }

  enablePasswordLogon(serverId: ServerId, effect: Effect, asked: LogonSecrets): Job {
    const about = head('enable-password-logon', this.#boundTo(serverId), effect);
    return this.#startChange(about, [serverId], [{ serverId, ...asked }], (server, context) =>
      this.#actions.enablePasswordLogon(server, effect, asked, context),
    );
  }

  /** Errors: `job-not-found`. */
  cancel(jobId: JobId): Job {
    return this.#runner.cancel(jobId);
  }

  /** Looks where the servers differ from their records. */
  inspect(serverIds: readonly ServerId[], asked: AskedSecrets): Job {
    return this.#start(head('inspect', this.#boundToAll(serverIds), null), serverIds, (server, context) =>
      this.#inspection.inspect(server, secretsOf(server, asked), context),
    );
  }

  /** Reads status, system and SSH settings of the servers anew. */
  refresh(serverIds: readonly ServerId[], asked: AskedSecrets): Job {
    return this.#start(head('refresh', null, null), serverIds, async (server, context) => {
      await this.#observer.look(server, secretsOf(server, asked), context);
      return { state: 'succeeded', proven: null };
    });
  }

  /** Binds to each server what is bound to it again. */
  repair(serverIds: readonly ServerId[], effect: Effect, asked: AskedSecrets): Job {
    return this.#startChange(
      head('repair', this.#boundToAll(serverIds), effect),
      serverIds,
      asked,
      (server, context) => this.#actions.repair(server, effect, secretsOf(server, asked), context),
    );
  }

  /**
   * The same again, for the servers on which it failed or was cut off, or for these ones of them.
   * Errors: `job-not-found`, `job-not-retryable`.
   */
  retry(jobId: JobId, asked: AskedSecrets, { serverIds, evenIfLastWayIn = false }: RetryOptions = {}): Job {
    const job = this.#store.jobs.find(jobId);
    if (!job) throw new AppError('job-not-found');
    const open = job.results
      .filter(({ state }) => state === 'failed' || state === 'cancelled' || state === 'waiting')
      .map(({ serverId }) => serverId);
    const again = open.filter((id) => serverIds?.includes(id) ?? true);
    const [first] = again;
    const isWhole = serverIds === undefined || again.length === new Set(serverIds).size;
    if (first === undefined || !isWhole || job.state === 'running') throw new AppError('job-not-retryable');
    return this.#again(job, [first, ...again.slice(1)], evenIfLastWayIn, asked);
  }

  #again(
    job: Job,
    serverIds: readonly [ServerId, ...ServerId[]],
    evenIfLastWayIn: boolean,
    asked: AskedSecrets,
  ): Job {
    const [first] = serverIds;
    const secrets = secretsOf({ id: first }, asked);
    const effect = chosenEffect(job);
    switch (job.kind) {
      case 'bind':
        return this.bind(requireKeyPair(job), serverIds, effect, asked);
      case 'unbind':
        return this.unbind(requireKeyPair(job), serverIds, effect, evenIfLastWayIn, asked);
      case 'take-effect':
        return this.takeEffect(serverIds, effect === 'restart' ? 'restart' : 'reload', asked);
      case 'verify-logon':
        return this.verifyLogon(first, secrets);
      case 'enable-password-logon':
        return this.enablePasswordLogon(first, effect, secrets);
      case 'inspect':
        return this.inspect(serverIds, asked);
      case 'refresh':
        return this.refresh(serverIds, asked);
      case 'repair':
        return this.repair(serverIds, effect, asked);
    }
  }

  /** With a note in the journal, and after what an earlier run has left open on the server. */
  #startChange(
    about: Omit<JobHead, 'regionId'>,
    serverIds: readonly ServerId[],
    asked: AskedSecrets,
    action: ServerAction,
  ): Job {
    return this.#start(about, serverIds, async (server, context) => {
      await this.#resume.settle(server, secretsOf(server, asked), context);
      this.#note(about, this.#records.get(server.id), context);
      try {
        return await action(this.#records.get(server.id), {
          ...context,
          onLine: (hadLine) => this.#store.journal.noteLine(server.id, hadLine),
        });
      } catch (error) {
        if (error instanceof AppError && error.code === 'rollback-failed') this.#resume.watch(server.id);
        throw error;
      }
    });
  }

  /** Carrying out what waits for its server is that change, and a repair a bind, whatever the job is called. */
  #note(
    about: Omit<JobHead, 'regionId'>,
    { id, boundKeyPairId, pending }: Server,
    { actionId }: JobContext,
  ): void {
    const carried = about.kind === 'take-effect' && pending?.waitsFor === 'server' ? pending : null;
    const keyPairId = carried ? carried.keyPairId : changedKeyPair(about, boundKeyPairId);
    this.#store.journal.begin({
      serverId: id,
      jobId: actionId,
      kind: about.kind === 'repair' ? 'bind' : carried ? carried.change : about.kind,
      keyPairId,
      formerKeyPairId: boundKeyPairId === keyPairId ? null : boundKeyPairId,
      effect: about.effect,
      hadLine: null,
      since: Date.now(),
    });
  }

  #start(about: Omit<JobHead, 'regionId'>, serverIds: readonly ServerId[], action: ServerAction): Job {
    const servers = [...new Set(serverIds)].map((id) => this.#records.get(id));
    const [first] = servers;
    if (!first) throw new AppError('server-not-found');
    if (servers.some(({ regionId }) => regionId !== first.regionId)) throw new AppError('request-invalid');
    // Bound in another region, it would be deleted in its own as one that is bound nowhere.
    const keyPair = about.keyPairId === null ? null : this.#keyPair(about.keyPairId);
    if (keyPair && keyPair.regionId !== first.regionId) throw new AppError('key-pair-not-found');
    const fresh: ServerAction = ({ id }, context) =>
      this.#records.watching(id, () => action(this.#records.get(id), context));
    return this.#runner.start({ ...about, regionId: first.regionId }, servers, fresh);
  }

  #keyPair(id: KeyPairId): KeyPair {
    const keyPair = this.#store.keyPairs.find(id);
    if (!keyPair) throw new AppError('key-pair-not-found');
    return keyPair;
  }

  /** The key pair that these servers have in common; null where they have none or different ones. */
  #boundToAll(serverIds: readonly ServerId[]): KeyPair | null {
    const [first = null, ...others] = new Set(serverIds.map((id) => this.#records.get(id).boundKeyPairId));
    return first === null || others.length > 0 ? null : this.#keyPair(first);
  }

  #boundTo(serverId: ServerId): KeyPair | null {
    const { boundKeyPairId } = this.#records.get(serverId);
    return boundKeyPairId === null ? null : this.#keyPair(boundKeyPairId);
  }
}

function head(kind: Job['kind'], keyPair: KeyPair | null, effect: Effect | null): Omit<JobHead, 'regionId'> {
  return { kind, effect, keyPairId: keyPair?.id ?? null, keyPairName: keyPair?.name ?? null };
}

/** The key pair that is put on the server or taken off it: each server's own, where the job names none for all. */
function changedKeyPair(
  { kind, keyPairId }: Omit<JobHead, 'regionId'>,
  bound: KeyPairId | null,
): KeyPairId | null {
  if (kind === 'enable-password-logon') return null;
  return kind === 'repair' || kind === 'take-effect' ? bound : keyPairId;
}

function chosenEffect({ effect }: Job): Effect {
  return effect ?? 'postpone';
}

function requireKeyPair({ keyPairId }: Job): KeyPairId {
  if (keyPairId === null) throw new AppError('key-pair-not-found');
  return keyPairId;
}

function secretsOf({ id }: Pick<Server, 'id'>, asked: AskedSecrets): LogonSecrets {
  const { password, passphrase, sudoPassword } = asked.find(({ serverId }) => serverId === id) ?? {};
  return { password, passphrase, sudoPassword };
}
