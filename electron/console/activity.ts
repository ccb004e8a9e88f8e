import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { AppError, type ErrorCode } from '../../shared/ipc/result.ts';
import {
  ActivityId,
  matchesActivity,
  type ActivityEntry,
  type ActivityFilter,
  type ActivityKind,
} from '../../shared/model/activity.ts';
import { JobId, type RegionId } from '../../shared/model/ids.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { Job } from '../../shared/model/job.ts';
import type { ActivityRecord, Store } from '../store/store.ts';
import { toEntry } from './activity-entry.ts';
import type { ConsoleEvents } from './console-events.ts';

/** How many of the latest actions are listed. */
const listedEntries = 1000;

/** Answers with these ask the user for something and are followed by another try: nothing was done yet. */
const questions: readonly ErrorCode[] = [
  'host-key-unknown',
  'password-required',
  'passphrase-required',
  'sudo-password-required',
  'server-moved',
  'download-cancelled',
];

/** What an action is about. A name that the user typed may be anything: `keyPairName` takes checked names only. */
export interface ActionHead {
  readonly kind: ActivityKind;
  readonly regionId: RegionId | null;
  readonly keyPairName?: string;
  /** SHA256; also of a key that is no key pair here, and has no name. */
  readonly keyPairFingerprint?: string;
  readonly serverName?: string;
  /** Of a region that is not there yet, or is gone afterwards. */
  readonly regionName?: string;
}

interface ActionOutcome {
  readonly head: ActionHead;
  readonly errorCode: ErrorCode | null;
}

/** What the activity keeps of a key pair, so that it outlives it. */
export function aboutKeyPair(
  keyPair: Pick<KeyPair, 'name' | 'publicKey'> | null | undefined,
): Required<Pick<ActionHead, 'keyPairName' | 'keyPairFingerprint'>> {
  if (!keyPair) return { keyPairName: '', keyPairFingerprint: '' };
  return { keyPairName: keyPair.name, keyPairFingerprint: keyPair.publicKey.fingerprintSha256 };
}

/** The record of every action: who, what, where, when, and what became of it. Names and codes, never a secret. */
export class Activity {
  readonly #store: Store;
  readonly #events: Pick<ConsoleEvents, 'activityChanged'>;
  readonly #logUnexpected: (error: unknown) => void;
  readonly #actor = accountName();

  constructor(
    store: Store,
    events: Pick<ConsoleEvents, 'activityChanged'>,
    logUnexpected: (error: unknown) => void,
  ) {
    this.#store = store;
    this.#events = events;
    this.#logUnexpected = logUnexpected;
  }

  list(): readonly ActivityEntry[] {
    return this.#records().map(({ record, job }) => toEntry(record, job));
  }

  /** Those that the filter asks for; it finds the servers of a job that its entry does not name, too. */
  matching(filter: ActivityFilter): readonly ActivityEntry[] {
    return this.#records().flatMap(({ record, job }) => {
      const entry = toEntry(record, job);
      const serverNames = job?.results.map(({ serverName }) => serverName) ?? entry.serverNames;
      return matchesActivity({ ...entry, serverNames }, filter) ? [entry] : [];
    });
  }

  /** The job behind an entry, with its result for each server; null where there is none. */
  job(id: ActivityId): Job | null {
    return this.#store.jobs.find(jobIdOf(id)) ?? null;
  }

  /** Does it, and records what became of it. The action tells what of its head is found only on its way. */
  async record<T>(
    known: ActionHead,
    action: (found: (about: Partial<ActionHead>) => void) => Promise<T>,
  ): Promise<T> {
    const startedAt = Date.now();
    let head = known;
    try {
      const result = await action((about) => (head = { ...head, ...about }));
      this.recordAll([{ head, errorCode: null }], startedAt);
      return result;
    } catch (error) {
      const errorCode = error instanceof AppError ? error.code : 'unexpected';
      if (!questions.includes(errorCode)) this.recordAll([{ head, errorCode }], startedAt);
      throw error;
    }
  }

  /** Records actions that were done at once, each with its error. */
  recordAll(outcomes: readonly ActionOutcome[], startedAt: number): void {
    this.#safely(() => {
      const records = this.#store.transaction(() =>
        outcomes.map((outcome) => this.#insert(outcome, startedAt)),
      );
      for (const record of records) this.#events.activityChanged(toEntry(record, undefined));
    });
  }

  /** The same events, with every job recorded on its way. */
  watching(events: ConsoleEvents): ConsoleEvents {
    return {
      ...events,
      jobChanged: (job) => {
        events.jobChanged(job);
        this.#safely(() => this.#noteJob(job));
      },
    };
  }

  #noteJob(job: Job): void {
    const id = ActivityId.parse(job.id);
    const known = this.#store.activity.find(id);
    const { kind, regionId, startedAt } = job;
    const record = known ?? this.#recordOf({ kind, regionId, ...this.#keyPairOf(job) }, id, startedAt);
    if (!known) this.#store.activity.insert(record);
    if (!known || job.state !== 'running') this.#events.activityChanged(toEntry(record, job));
  }

  #insert({ head, errorCode }: ActionOutcome, startedAt: number): ActivityRecord {
    const id = ActivityId.parse(randomUUID());
    const record = { ...this.#recordOf(head, id, startedAt), errorCode, finishedAt: Date.now() };
    this.#store.activity.insert(record);
    return record;
  }

  #keyPairOf({ keyPairId, keyPairName }: Job): Pick<ActionHead, 'keyPairName' | 'keyPairFingerprint'> {
    const keyPair = keyPairId === null ? undefined : this.#store.keyPairs.find(keyPairId);
    return { ...aboutKeyPair(keyPair), keyPairName: keyPairName ?? '' };
  }

  #recordOf(head: ActionHead, id: ActivityId, startedAt: number): ActivityRecord {
    const { kind, regionId, keyPairName = '', keyPairFingerprint = '', serverName = '' } = head;
    const found = regionId === null ? undefined : this.#store.regions.find(regionId);
    const regionName = head.regionName ?? found?.name ?? '';
    const about = { kind, regionId, regionName, keyPairName, keyPairFingerprint, serverName };
    return { id, actor: this.#actor, ...about, errorCode: null, startedAt, finishedAt: null };
  }

  /** The latest actions, each with its job, where it has one. */
  #records(): readonly { readonly record: ActivityRecord; readonly job: Job | undefined }[] {
    return this.#store.activity
      .list(listedEntries)
      .map((record) => ({ record, job: this.#store.jobs.find(jobIdOf(record.id)) }));
  }

  /** What was done is done: that it can't be written down must not make it look failed. */
  #safely(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#logUnexpected(error);
    }
  }
}

/** A job and its entry have the same id. */
function jobIdOf(id: ActivityId): JobId {
  return JobId.parse(id);
}

/** An account without a name in the system's list has none. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
