import * as z from 'zod/mini';
import { errorCodes } from '../../shared/ipc/result.ts';
import { ActivityId, ActivityKind } from '../../shared/model/activity.ts';
import { RegionId, Timestamp } from '../../shared/model/ids.ts';
import { checked, type Connection, type SqlRow } from './connection.ts';
import type { ActivityRecord, ActivityRepository } from './store.ts';

const ActivityRow = z.object({
  id: ActivityId,
  kind: ActivityKind,
  actor: z.string(),
  regionId: z.nullable(RegionId),
  regionName: z.string(),
  keyPairName: z.string(),
  keyPairFingerprint: z.string(),
  serverName: z.string(),
  errorCode: z.nullable(z.enum(errorCodes)),
  startedAt: Timestamp,
  finishedAt: z.nullable(Timestamp),
});

const select = `SELECT id, kind, actor, region_id AS regionId, region_name AS regionName,
  key_pair_name AS keyPairName, key_pair_fingerprint AS keyPairFingerprint, server_name AS serverName, error_code AS errorCode,
  started_at AS startedAt, finished_at AS finishedAt FROM activity`;
const insert = `INSERT INTO activity (id, kind, actor, region_id, region_name, key_pair_name,
  key_pair_fingerprint, server_name, error_code, started_at, finished_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

export class SqliteActivityRepository implements ActivityRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  list(limit: number): readonly ActivityRecord[] {
    return this.#connection
      .rows(`${select} ORDER BY started_at DESC, rowid DESC LIMIT ?`, limit)
      .map(toRecord);
  }

  find(id: ActivityId): ActivityRecord | undefined {
    const row = this.#connection.row(`${select} WHERE id = ?`, id);
    return row && toRecord(row);
  }

  insert({ id, kind, actor, startedAt, finishedAt, ...about }: ActivityRecord): void {
    const { regionId, regionName, keyPairName, keyPairFingerprint, serverName, errorCode } = about;
    const named = [regionId, regionName, keyPairName, keyPairFingerprint, serverName, errorCode];
    this.#connection.run(insert, id, kind, actor, ...named, startedAt, finishedAt);
  }
}

function toRecord(row: SqlRow): ActivityRecord {
  return checked(ActivityRow, row);
}
