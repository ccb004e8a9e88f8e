import * as z from 'zod/mini';
import { JobId, KeyPairId, ServerId, Timestamp } from '../../shared/model/ids.ts';
import { JobKind } from '../../shared/model/job.ts';
import { Effect } from '../../shared/model/server.ts';
import { checked, type Connection, type SqlRow } from './connection.ts';
import type { JournalEntry, JournalRepository } from './store.ts';

const JournalRow = z.object({
  serverId: ServerId,
  jobId: JobId,
  kind: JobKind,
  keyPairId: z.nullable(KeyPairId),
  formerKeyPairId: z.nullable(KeyPairId),
  effect: z.nullable(Effect),
  hadLine: z.nullable(z.boolean()),
  since: Timestamp,
});

const columns = 'server_id, job_id, kind, key_pair_id, former_key_pair_id, effect, had_line, since';
const insert = `INSERT OR REPLACE INTO journal (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;

export class SqliteJournalRepository implements JournalRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  list(): readonly JournalEntry[] {
    return this.#connection.rows(`SELECT ${columns} FROM journal ORDER BY since, server_id`).map(toEntry);
  }

  find(serverId: ServerId): JournalEntry | undefined {
    const row = this.#connection.row(`SELECT ${columns} FROM journal WHERE server_id = ?`, serverId);
    return row && toEntry(row);
  }

  begin(entry: JournalEntry): void {
    const { serverId, jobId, kind, keyPairId, formerKeyPairId, effect, hadLine, since } = entry;
    const had = hadLine === null ? null : Number(hadLine);
    this.#connection.run(insert, serverId, jobId, kind, keyPairId, formerKeyPairId, effect, had, since);
  }

  noteLine(serverId: ServerId, hadLine: boolean): void {
    const sql = 'UPDATE journal SET had_line = ? WHERE server_id = ?';
    this.#connection.runUnsynced(sql, Number(hadLine), serverId);
  }

  end(serverId: ServerId, jobId: JobId): void {
    this.#connection.run('DELETE FROM journal WHERE server_id = ? AND job_id = ?', serverId, jobId);
  }
}

function toEntry(row: SqlRow): JournalEntry {
  return checked(JournalRow, {
    serverId: row['server_id'],
    jobId: row['job_id'],
    kind: row['kind'],
    keyPairId: row['key_pair_id'],
    formerKeyPairId: row['former_key_pair_id'],
    effect: row['effect'],
    hadLine: row['had_line'] === null ? null : row['had_line'] === 1,
    since: row['since'],
  });
}
