import { AppError } from '../../shared/ipc/result.ts';
import type { ServerId } from '../../shared/model/ids.ts';
import type { LogonInput, LogonSecrets } from '../../shared/model/logon-input.ts';
import type { HostKeyFingerprint, Server } from '../../shared/model/server.ts';
import { fingerprintSha256 } from '../keys/fingerprint.ts';
import type { ActionContext, HostKey, Observation, ServerTarget } from '../providers/provider.ts';
import type { Store } from '../store/store.ts';
import { driftAfterLook } from './drift.ts';
import type { JobRunner } from './job-runner.ts';
import type { Regions } from './regions.ts';
import { checkLinux, type ServerEntry } from './server-rules.ts';
import type { ServerRecords } from './server-records.ts';
import type { ServerTargets } from './server-targets.ts';

/** Longer than any single step of a look at a machine; each step has its own, shorter limit. */
const probeTimeoutMs = 60_000;

export interface EntryOptions {
  readonly acceptedHostKey?: HostKeyFingerprint | undefined;
  /** Accept a machine that does not answer; its status is then Stopped. */
  readonly evenIfUnreachable: boolean;
  /** Accept that it is another machine or account than the record was about. */
  readonly forgetBinding?: boolean | undefined;
  /** The user has called it off: nothing may be saved any more. */
  readonly signal?: AbortSignal | undefined;
}

interface Dependencies {
  readonly store: Store;
  readonly regions: Regions;
  readonly records: ServerRecords;
  readonly targets: ServerTargets;
  readonly runner: Pick<JobRunner, 'alone'>;
}

/** Looks at machines: status, OS, host key, password logon. */
export class ServerObserver {
  readonly #store: Store;
  readonly #regions: Regions;
  readonly #records: ServerRecords;
  readonly #targets: ServerTargets;
  readonly #runner: Pick<JobRunner, 'alone'>;

  constructor({ store, regions, records, targets, runner }: Dependencies) {
    this.#runner = runner;
    this.#store = store;
    this.#regions = regions;
    this.#records = records;
    this.#targets = targets;
  }

  /** Looks at a machine as it was entered. Refuses what is not Linux, and what does not answer unless told not to. */
  async observeEntry(
    server: ServerEntry & Pick<Server, 'regionId'>,
    logon: LogonInput,
    options: EntryOptions,
  ): Promise<Observation> {
    const target = await this.#targets.forEntry(server, logon, options.acceptedHostKey);
    return this.#observe(server, target, options);
  }

  /** The same for a known server at a new address, logged on to as before. */
  async observeMoved(server: Server, options: EntryOptions): Promise<Observation> {
    const target = await this.#targets.forServer(server);
    const accepted = options.acceptedHostKey ? { acceptedHostKey: options.acceptedHostKey } : {};
    return this.#observe(server, { ...target, ...accepted }, options);
  }

  /** Whether what was seen is the machine that the record is about: elsewhere it has to show a host key known for it. */
  async isSameMachine(before: Server, entry: ServerEntry, { hostKey }: Observation): Promise<boolean> {
    const isSameHost = before.host.toLowerCase() === entry.host.toLowerCase();
    if (isSameHost && before.port === entry.port) return true;
    if (!hostKey) return false;
    const { knownHostKeys } = await this.#targets.hostKeys(before);
    return knownHostKeys.some(({ type, blob }) => type === hostKey.type && blob === hostKey.blob);
  }

  /** Looks at a server of the list and records what is seen; not during an action, whose outcome it would overwrite. */
  refresh(id: ServerId, asked: LogonSecrets): Promise<Server> {
    return this.#runner.alone(id, () => this.look(this.#records.get(id), asked, probeContext()));
  }

  /** The same within a job, which is alone on the server already, and has a limit of its own. */
  look(server: Server, asked: LogonSecrets, context: ActionContext): Promise<Server> {
    return this.#records.watching(server.id, () => this.#look(server, asked, context));
  }

  async #look(server: Server, asked: LogonSecrets, context: ActionContext): Promise<Server> {
    const target = await this.#targets.forServer(server, asked);
    const observation = await this.#regions.provider(server.regionId).probe(target, context);
    const drift = driftAfterLook(server, observation.passwordLogon, Date.now());
    return this.#records.update(server.id, { ...seen(observation), drift });
  }

  /** The host keys that the server may show. */
  async knownHostKeys(id: ServerId): Promise<readonly HostKeyFingerprint[]> {
    const { knownHostKeys } = await this.#targets.hostKeys(this.#records.get(id));
    return knownHostKeys.map(({ type, blob }) => ({
      type,
      sha256: fingerprintSha256(Buffer.from(blob, 'base64')),
    }));
  }

  /** Pins the host key that the server shows now, when it is the one that the user has seen and accepted. */
  async acceptHostKey(id: ServerId, accepted: HostKeyFingerprint): Promise<void> {
    const server = this.#records.get(id);
    const shown = await this.#regions.provider(server.regionId).readHostKey(server, probeContext());
    if (shown.type !== accepted.type || shown.sha256 !== accepted.sha256) {
      throw new AppError('host-key-changed', {
        type: shown.type,
        sha256: shown.sha256,
        knownType: accepted.type,
        knownSha256: accepted.sha256,
      });
    }
    this.pin(server, shown);
    // It has just answered, with the key that is accepted from now on.
    if (server.statusProblem !== null) this.#records.update(id, { status: 'running' });
  }

  pin({ host, port }: Pick<Server, 'host' | 'port'>, hostKey: HostKey | null): void {
    if (!hostKey) return;
    const { type, blob } = hostKey;
    this.#store.hostKeys.pin({ host, port, type, blob, acceptedAt: Date.now() });
  }

  async #observe(
    { regionId }: Pick<Server, 'regionId'>,
    target: ServerTarget,
    options: EntryOptions,
  ): Promise<Observation> {
    refuseIfCancelled(options);
    const context = probeContext(options.signal);
    const observation = await this.#regions.provider(regionId).probe(target, context);
    refuseIfCancelled(options);
    checkLinux(observation);
    if (observation.status === 'stopped' && !options.evenIfUnreachable) {
      throw new AppError('server-unreachable', { host: target.host, port: target.port });
    }
    return observation;
  }
}

/** What of a server's record a look at the machine changes: what it could not tell stays. */
export function seen({ status, os, passwordLogon }: Observation): Partial<Server> {
  return {
    status,
    statusProblem: null,
    checkedAt: Date.now(),
    ...(os.kind === 'unknown' ? {} : { os }),
    ...(passwordLogon === 'unknown' ? {} : { passwordLogon }),
  };
}

/** Error: `cancelled` from the moment on that the user has called it off. */
export function refuseIfCancelled({ signal }: Pick<EntryOptions, 'signal'>): void {
  if (signal?.aborted) throw new AppError('cancelled');
}

function probeContext(cancelled?: AbortSignal): ActionContext {
  const timeout = AbortSignal.timeout(probeTimeoutMs);
  return { signal: cancelled ? AbortSignal.any([timeout, cancelled]) : timeout, onStep: () => undefined };
}
