import * as z from 'zod/mini';
import { Timestamp } from '../../shared/model/ids.ts';
import { checked, type Connection, type SqlRow } from './connection.ts';
import type { HostKeyRecord, HostKeyRepository } from './store.ts';

const HostKeyRow = z.object({
  host: z.string(),
  port: z.int(),
  type: z.string(),
  blob: z.string(),
  acceptedAt: Timestamp,
});

export class SqliteHostKeyRepository implements HostKeyRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  list(host: string, port: number): readonly HostKeyRecord[] {
    const sql = `SELECT host, port, type, blob, accepted_at AS acceptedAt FROM host_keys
      WHERE host = ? AND port = ?`;
    return this.#connection.rows(sql, host, port).map(toRecord);
  }

  pin(record: HostKeyRecord): void {
    const { host, port, type, blob, acceptedAt } = record;
    const sql = `INSERT OR REPLACE INTO host_keys (host, port, type, blob, accepted_at) VALUES (?, ?, ?, ?, ?)`;
    this.#connection.run(sql, host, port, type, blob, acceptedAt);
  }

  forget(host: string, port: number): void {
    this.#connection.run('DELETE FROM host_keys WHERE host = ? AND port = ?', host, port);
  }

  count(): number {
    return Number(this.#connection.row('SELECT count(*) AS count FROM host_keys')?.['count'] ?? 0);
  }

  forgetAll(): void {
    this.#connection.run('DELETE FROM host_keys');
  }
}

function toRecord(row: SqlRow): HostKeyRecord {
  return checked(HostKeyRow, row);
}
