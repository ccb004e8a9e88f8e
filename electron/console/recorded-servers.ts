import type { AppError } from '../../shared/ipc/result.ts';
import type { RegionId, ServerId } from '../../shared/model/ids.ts';
import type { LogonInput, LogonSecrets } from '../../shared/model/logon-input.ts';
import { serverNameProblem, type HostKeyFingerprint, type Server } from '../../shared/model/server.ts';
import type { ActionHead, Activity } from './activity.ts';
import { ServerObserver, type EntryOptions } from './server-observer.ts';
import type { ServerRecords } from './server-records.ts';
import type { ServerEntry } from './server-rules.ts';
import { Servers, type Newcomer } from './servers.ts';

type ServersParts = ConstructorParameters<typeof Servers>[0];
type ObserverParts = ConstructorParameters<typeof ServerObserver>[0];

/** The list of servers, with every change of it in the activity. */
export class RecordedServers extends Servers {
  readonly #activity: Activity;
  readonly #records: ServerRecords;

  constructor(parts: ServersParts, activity: Activity) {
    super(parts);
    this.#activity = activity;
    this.#records = parts.records;
  }

  override add(
    regionId: RegionId,
    entry: ServerEntry,
    logon: LogonInput,
    options: EntryOptions,
  ): Promise<Server> {
    return this.#activity.record(addition(regionId, entry), () => super.add(regionId, entry, logon, options));
  }

  override addUnseen(regionId: RegionId, newcomers: readonly Newcomer[]): readonly (AppError | null)[] {
    const startedAt = Date.now();
    const refusals = super.addUnseen(regionId, newcomers);
    const outcomes = newcomers.map(({ entry }, index) => ({
      head: addition(regionId, entry),
      errorCode: refusals[index]?.code ?? null,
    }));
    this.#activity.recordAll(outcomes, startedAt);
    return refusals;
  }

  override async edit(
    id: ServerId,
    entry: ServerEntry,
    logon: LogonInput | undefined,
    options: EntryOptions,
  ): Promise<Server> {
    const { regionId, name: serverName } = this.#records.get(id);
    const head = { kind: 'edit-server', regionId, serverName } as const;
    return this.#activity.record(head, () => super.edit(id, entry, logon, options));
  }

  override async remove(id: ServerId): Promise<void> {
    const { regionId, name: serverName } = this.#records.get(id);
    const head = { kind: 'remove-server', regionId, serverName } as const;
    return this.#activity.record(head, () => super.remove(id));
  }
}

function addition(regionId: RegionId, { name }: ServerEntry): ActionHead {
  return { kind: 'add-server', regionId, serverName: serverNameProblem(name) === undefined ? name : '' };
}

/** Looks at machines. What the user asks for is in the activity; looks within other actions belong to those. */
export class RecordedObserver extends ServerObserver {
  readonly #activity: Activity;
  readonly #records: ServerRecords;

  constructor(parts: ObserverParts, activity: Activity) {
    super(parts);
    this.#activity = activity;
    this.#records = parts.records;
  }

  override async refresh(id: ServerId, asked: LogonSecrets): Promise<Server> {
    const { regionId, name: serverName } = this.#records.get(id);
    const head = { kind: 'refresh', regionId, serverName } as const;
    return this.#activity.record(head, () => super.refresh(id, asked));
  }

  override async acceptHostKey(id: ServerId, accepted: HostKeyFingerprint): Promise<void> {
    const { regionId, name: serverName } = this.#records.get(id);
    const head = { kind: 'accept-host-key', regionId, serverName } as const;
    return this.#activity.record(head, () => super.acceptHostKey(id, accepted));
  }
}
