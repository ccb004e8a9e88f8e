import type { ActivityEntry, ActivityId } from '../../shared/model/activity.ts';
import type { JobId, KeyPairId, RegionId, ServerId, Timestamp } from '../../shared/model/ids.ts';
import type { Job, JobKind, JobResult } from '../../shared/model/job.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { Region } from '../../shared/model/region.ts';
import type { Effect, Server } from '../../shared/model/server.ts';
import type { Settings } from '../../shared/model/settings.ts';

/** A pinned host key: by type, blob, host and port. */
export interface HostKeyRecord {
  readonly host: string;
  readonly port: number;
  readonly type: string;
  /** The key's wire form, Base64. */
  readonly blob: string;
  readonly acceptedAt: Timestamp;
}

/** What the table holds; who is bound where is the servers' column. */
export type KeyPairRecord = Omit<KeyPair, 'boundServerIds'> & {
  /** Set before the keychain entry is removed, so that a crash in between is finished at the next start. */
  readonly deleting: boolean;
};

export interface RegionRepository {
  list(): readonly Region[];
  find(id: RegionId): Region | undefined;
  insert(region: Region): void;
  /** Its name and limit. */
  update(region: Region): void;
  /** An empty one, and the record of its jobs with it. */
  delete(id: RegionId): void;
}

export interface KeyPairRepository {
  /** Without those that are being deleted. */
  list(regionId: RegionId): readonly KeyPair[];
  find(id: KeyPairId): KeyPair | undefined;
  /** Everything, those being deleted included, for the sweep at start. */
  listRecords(): readonly KeyPairRecord[];
  insert(keyPair: KeyPair): void;
  setDownload(id: KeyPairId, download: KeyPair['download']): void;
  /** Where its private key was saved, as far as that is known. */
  savedPath(id: KeyPairId): string | undefined;
  setSavedPath(id: KeyPairId, path: string | undefined): void;
  /** Whether the keychain has the passphrase of its file. */
  setPassphraseKept(id: KeyPairId, isKept: boolean): void;
  /** Set before the keychain entry goes, taken back when the keychain refuses. */
  setDeleting(id: KeyPairId, deleting: boolean): void;
  delete(id: KeyPairId): void;
}

export interface ServerRepository {
  list(regionId: RegionId): readonly Server[];
  /** Those of a region that have this name, or this address and account; a host's case is none of it. */
  listLike(regionId: RegionId, entry: Pick<Server, 'name' | 'host' | 'port' | 'user'>): readonly Server[];
  /** Of all regions: those that are starting, and those whose change waits until they come up and needs nobody. */
  listAwaited(): readonly Server[];
  find(id: ServerId): Server | undefined;
  insert(server: Server): void;
  update(server: Server): void;
  delete(id: ServerId): void;
}

export interface HostKeyRepository {
  list(host: string, port: number): readonly HostKeyRecord[];
  /** Replaces what was pinned for the host and port. */
  pin(record: HostKeyRecord): void;
  forget(host: string, port: number): void;
  count(): number;
  forgetAll(): void;
}

export interface JobRepository {
  /** Newest first. */
  list(regionId: RegionId, limit: number): readonly Job[];
  find(id: JobId): Job | undefined;
  insert(job: Job): void;
  /** State and end of the job itself. */
  finish(id: JobId, finishedAt: Timestamp): void;
  /** One server's result: written at every step, so that a killed application knows how far it was. Not synced. */
  updateResult(id: JobId, result: JobResult): void;
  /** Marks what was under way at the last exit as interrupted, and returns it. */
  interruptRunning(now: Timestamp): readonly Job[];
}

/** One action. When it has a job of the same id, that job knows its servers and outcome. */
export type ActivityRecord = Omit<ActivityEntry, 'outcome' | 'serverNames' | 'serverCount'> & {
  readonly serverName: string;
};

export interface ActivityRepository {
  /** Newest first. */
  list(limit: number): readonly ActivityRecord[];
  find(id: ActivityId): ActivityRecord | undefined;
  insert(record: ActivityRecord): void;
}

export interface SettingsRepository {
  read(): Settings;
  write(change: Partial<Settings>): void;
}

/** An action that has begun on a server, and what was there before it. */
export interface JournalEntry {
  readonly serverId: ServerId;
  readonly jobId: JobId;
  readonly kind: JobKind;
  readonly keyPairId: KeyPairId | null;
  /** The key pair that is replaced. */
  readonly formerKeyPairId: KeyPairId | null;
  readonly effect: Effect | null;
  /** Whether the key pair's line was on the server before; null until that is known, which is before it is added. */
  readonly hadLine: boolean | null;
  readonly since: Timestamp;
}

/** What is not known to have ended: at the next start it is looked at on the server. One entry a server. */
export interface JournalRepository {
  list(): readonly JournalEntry[];
  find(serverId: ServerId): JournalEntry | undefined;
  /** Before anything is done on the server. Takes the place of an earlier entry. */
  begin(entry: JournalEntry): void;
  /** Not synced. */
  noteLine(serverId: ServerId, hadLine: boolean): void;
  /** Does nothing when the server's entry is another job's. */
  end(serverId: ServerId, jobId: JobId): void;
}

/** An entry that a keychain write was begun for, until the store has committed what it belongs to. */
export interface KeychainIntent {
  readonly kind: 'private-key' | 'private-key-passphrase' | 'server-password' | 'key-file-passphrase';
  readonly ownerId: string;
  readonly since: Timestamp;
}

/**
 * Written before a keychain write and removed in the transaction that commits its owner, so that the sweep at
 * start finds orphans without ever listing the keychain.
 */
export interface KeychainIntentRepository {
  list(): readonly KeychainIntent[];
  insert(intent: KeychainIntent): void;
  delete(intent: Pick<KeychainIntent, 'kind' | 'ownerId'>): void;
}

export interface Store {
  readonly regions: RegionRepository;
  readonly keyPairs: KeyPairRepository;
  readonly servers: ServerRepository;
  readonly hostKeys: HostKeyRepository;
  readonly jobs: JobRepository;
  readonly journal: JournalRepository;
  readonly keychainIntents: KeychainIntentRepository;
  readonly activity: ActivityRepository;
  readonly settings: SettingsRepository;
  /** All of it or nothing, synced to disk when it returns. Full disk: `disk-full`, and nothing changed. */
  transaction<T>(change: () => T): T;
  close(): void;
}
