import { randomUUID } from 'node:crypto';
import { AppError } from '../../shared/ipc/result.ts';
import type { RegionId, ServerId } from '../../shared/model/ids.ts';
import { ServerId as ServerIdSchema } from '../../shared/model/ids.ts';
import type { LogonInput } from '../../shared/model/logon-input.ts';
import type { Logon, Server } from '../../shared/model/server.ts';
import type { SecretRef } from '../keychain/key-vault.ts';
import type { Observation } from '../providers/provider.ts';
import type { Store } from '../store/store.ts';
import type { JobRunner } from './job-runner.ts';
import type { KeptSecrets } from './kept-secrets.ts';
import { passphraseRef, passwordRef } from './secret-refs.ts';
import type { Regions } from './regions.ts';
import type { EntryOptions, ServerObserver } from './server-observer.ts';
import { refuseIfCancelled, seen } from './server-observer.ts';
import type { ServerRecords } from './server-records.ts';
import type { ServerEntry } from './server-rules.ts';
import { checkServerEntry, entryRefusal } from './server-rules.ts';

interface Dependencies {
  readonly store: Store;
  readonly secrets: KeptSecrets;
  readonly regions: Regions;
  readonly records: ServerRecords;
  readonly observer: ServerObserver;
  readonly runner: Pick<JobRunner, 'alone'>;
}

/** A server as it is known from elsewhere: its status is unknown until it is refreshed. */
export interface Newcomer {
  readonly entry: ServerEntry;
  readonly logon: Logon;
}

/** The list of servers: what is entered is proven by a look at the machine before it is saved. */
export class Servers {
  readonly #store: Store;
  readonly #secrets: KeptSecrets;
  readonly #regions: Regions;
  readonly #records: ServerRecords;
  readonly #observer: ServerObserver;
  readonly #runner: Pick<JobRunner, 'alone'>;

  constructor({ store, secrets, regions, records, observer, runner }: Dependencies) {
    this.#runner = runner;
    this.#store = store;
    this.#secrets = secrets;
    this.#regions = regions;
    this.#records = records;
    this.#observer = observer;
  }

  list(regionId: RegionId): readonly Server[] {
    this.#regions.get(regionId);
    return this.#records.list(regionId);
  }

  /**
   * Logs on, looks at the machine, and saves it; on any error, and once it is cancelled, nothing is saved.
   * Errors: `region-lists-servers`, and those of every logon.
   */
  async add(
    regionId: RegionId,
    entry: ServerEntry,
    logon: LogonInput,
    options: EntryOptions,
  ): Promise<Server> {
    this.#regions.checkTakesServers(regionId);
    checkServerEntry(entry, this.list(regionId));
    const observation = await this.#observer.observeEntry({ regionId, ...entry }, logon, options);
    const server: Server = {
      ...newServer(regionId, entry),
      logon: toLogon(logon),
      ...seen(observation),
    };
    await this.#save(server, logon, options, () => {
      checkServerEntry(entry, this.list(regionId));
      this.#checkLogon(server);
      this.#observer.pin(server, observation.hostKey);
      this.#store.servers.insert(server);
    });
    this.#records.announce(server);
    return server;
  }

  /**
   * Adds servers that nobody has looked at, in one commit: a thousand of them would wait for the disk a thousand times.
   * @returns for each of them why it was not added, or null
   * Error: `region-lists-servers`, and those of the store, after which none is added.
   */
  addUnseen(regionId: RegionId, newcomers: readonly Newcomer[]): readonly (AppError | null)[] {
    this.#regions.checkTakesServers(regionId);
    const added: Server[] = [];
    const refusals = this.#store.transaction(() =>
      newcomers.map(({ entry, logon }) => {
        // Not against the whole list, which takes long for a thousand.
        const refusal = entryRefusal(entry, this.#store.servers.listLike(regionId, entry));
        if (refusal) return refusal;
        const server: Server = { ...newServer(regionId, entry), logon };
        this.#store.servers.insert(server);
        added.push(server);
        return null;
      }),
    );
    const [first, ...others] = added;
    if (first) this.#records.announce(first, ...others);
    return refusals;
  }

  /**
   * Changes a server. Without `logon` the present way to log on stays, and another name alone needs no machine.
   * Error: `region-lists-servers` when one would get another address that its region knows by itself.
   */
  edit(
    id: ServerId,
    entry: ServerEntry,
    logon: LogonInput | undefined,
    options: EntryOptions,
  ): Promise<Server> {
    return this.#runner.alone(id, () => this.#edit(id, entry, logon, options));
  }

  async #edit(
    id: ServerId,
    entry: ServerEntry,
    logon: LogonInput | undefined,
    options: EntryOptions,
  ): Promise<Server> {
    const before = this.#records.get(id);
    const { regionId } = before;
    if (!isSameAddress(before, entry)) this.#regions.checkTakesServers(regionId);
    if (logon) this.#regions.checkTakesLogons(regionId);
    else refuseToSendElsewhere(before, entry);
    const others = (): readonly Server[] => this.list(regionId).filter((other) => other.id !== id);
    checkServerEntry(entry, others());
    refuseIfCancelled(options);
    if (!logon && isSameAddress(before, entry)) return this.#records.update(id, { name: entry.name });
    const observation = logon
      ? await this.#observer.observeEntry({ regionId, ...entry }, logon, options)
      : await this.#observer.observeMoved({ ...before, ...entry }, options);
    const moved = await this.#moved(before, entry, observation, options);
    await this.#save(before, logon, options, () => {
      checkServerEntry(entry, others());
      this.#observer.pin(entry, observation.hostKey);
      const change = {
        ...entry,
        ...(logon ? { logon: toLogon(logon) } : {}),
        ...moved,
        ...seen(observation),
      };
      const changed = { ...this.#records.get(id), ...change };
      this.#checkLogon(changed);
      this.#store.servers.update(changed);
      if (moved.pending === null) this.#forgetOpenAction(id);
    });
    if (moved.boundKeyPairId === null) this.#records.announceUnbound(before);
    const server = this.#records.get(id);
    this.#records.announce(server);
    return server;
  }

  /** The key pair may have been deleted while the machine was looked at. Error: `key-pair-not-found`. */
  #checkLogon({ logon, regionId }: Server): void {
    if (logon.kind !== 'key-pair') return;
    if (this.#store.keyPairs.find(logon.keyPairId)?.regionId !== regionId) {
      throw new AppError('key-pair-not-found');
    }
  }

  /**
   * What the record can't keep: on another account nothing was bound, and of another machine nothing is known. Error:
   * `server-moved` when that would take a binding or a pending change off the record and nobody has agreed.
   */
  async #moved(
    before: Server,
    entry: ServerEntry,
    observation: Observation,
    { forgetBinding = false }: EntryOptions,
  ): Promise<Partial<Server>> {
    const isSameMachine = await this.#observer.isSameMachine(before, entry, observation);
    if (isSameMachine && before.user === entry.user) return {};
    const isAnythingLost = before.boundKeyPairId !== null || before.pending !== null;
    if (isAnythingLost && !forgetBinding) {
      const isSeen = observation.hostKey !== null;
      throw this.#movedError(before, isSameMachine ? 'other-user' : isSeen ? 'other-host-key' : 'not-seen');
    }
    const isUnknown = isSameMachine ? {} : ({ passwordLogon: 'unknown', os: unknownOs } as const);
    return { boundKeyPairId: null, pending: null, drift: null, ...isUnknown };
  }

  #movedError({ name, boundKeyPairId }: Server, reason: string): AppError {
    const keyPair = boundKeyPairId === null ? undefined : this.#store.keyPairs.find(boundKeyPairId);
    return new AppError('server-moved', { reason, server: name, keyPair: keyPair?.name ?? '' });
  }

  /** What was cut off on the former machine can't be ended on this one. */
  #forgetOpenAction(id: ServerId): void {
    const open = this.#store.journal.find(id);
    if (open) this.#store.journal.end(id, open.jobId);
  }

  /** Takes a server off the list, and its kept secrets with it. The machine itself is not touched. */
  remove(id: ServerId): Promise<void> {
    return this.#runner.alone(id, () => this.#remove(id));
  }

  async #remove(id: ServerId): Promise<void> {
    const server = this.#records.get(id);
    const kept = keptSecret(server.logon, id);
    const forget = (): void => {
      this.#store.servers.delete(id);
    };
    await this.#secrets.commitThenDiscard(kept ? [kept] : [], forget);
    this.#records.announceRemoval(server);
  }

  /** Commits with the secret that the way to log on needs, and lets go of one that only the former way needed. */
  async #save(
    { id, logon: former }: Pick<Server, 'id' | 'logon'>,
    logon: LogonInput | undefined,
    options: EntryOptions,
    commit: () => void,
  ): Promise<void> {
    const commitUnlessCancelled = (): void => {
      refuseIfCancelled(options);
      commit();
    };
    refuseIfCancelled(options);
    const before = keptSecret(former, id);
    const kept = logon ? keptSecret(toLogon(logon), id) : before;
    const replaced = before && before.kind !== kept?.kind ? [before] : [];
    const value = logon && secretOf(logon);
    if (logon && kept && value !== undefined)
      await this.#secrets.writeThenCommit(kept, value, commitUnlessCancelled, replaced);
    else await this.#secrets.commitThenDiscard(replaced, commitUnlessCancelled);
  }
}

/**
 * A kept password was given for one address. The page names the address and says which host key is accepted, so a
 * page in the wrong hands could have it sent anywhere.
 */
function refuseToSendElsewhere(server: Server, entry: ServerEntry): void {
  const { id, name, logon } = server;
  if (isSameAddress(server, entry) || logon.kind !== 'password' || logon.storage !== 'keychain') return;
  throw new AppError('password-required', { serverId: id, server: name, reason: 'address-changed' });
}

function isSameAddress({ host, port, user }: Server, entry: ServerEntry): boolean {
  return host === entry.host && port === entry.port && user === entry.user;
}

const unknownOs = { kind: 'unknown', name: '' } as const;

function newServer(regionId: RegionId, entry: ServerEntry): Omit<Server, 'logon'> {
  return {
    id: ServerIdSchema.parse(randomUUID()),
    regionId,
    ...entry,
    status: 'unknown',
    statusProblem: null,
    os: unknownOs,
    passwordLogon: 'unknown',
    boundKeyPairId: null,
    pending: null,
    drift: null,
    checkedAt: null,
  };
}

function toLogon(input: LogonInput): Logon {
  switch (input.kind) {
    case 'password':
      return { kind: 'password', storage: input.keep ? 'keychain' : 'ask' };
    case 'key-pair':
      return { kind: 'key-pair', keyPairId: input.keyPairId };
    case 'key-file': {
      const stored = input.keep ? 'keychain' : 'ask';
      return {
        kind: 'key-file',
        path: input.path,
        passphrase: input.passphrase === undefined ? 'none' : stored,
      };
    }
    case 'agent':
      return { kind: 'agent' };
  }
}

function secretOf(logon: LogonInput): string | undefined {
  if (logon.kind === 'password') return logon.password;
  return logon.kind === 'key-file' ? logon.passphrase : undefined;
}

/** The keychain entry that a way to log on needs, if any. */
export function keptSecret(logon: Logon, id: ServerId): SecretRef | undefined {
  if (logon.kind === 'password' && logon.storage === 'keychain') return passwordRef(id);
  if (logon.kind === 'key-file' && logon.passphrase === 'keychain') return passphraseRef(id);
  return undefined;
}
