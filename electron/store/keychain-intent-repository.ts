import * as z from 'zod/mini';
import { Timestamp } from '../../shared/model/ids.ts';
import { checked, type Connection, type SqlRow } from './connection.ts';
import type { KeychainIntent, KeychainIntentRepository } from './store.ts';

const IntentRow = z.object({
  kind: z.enum(['private-key', 'private-key-passphrase', 'server-password', 'key-file-passphrase']),
  ownerId: z.string(),
  since: Timestamp,
});

export class SqliteKeychainIntentRepository implements KeychainIntentRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  list(): readonly KeychainIntent[] {
    const sql =
      'SELECT kind, owner_id AS ownerId, since FROM keychain_intents ORDER BY since, owner_id, kind';
    return this.#connection.rows(sql).map(toIntent);
  }

  /** Begun twice is begun once: a write that failed may be tried again. */
  insert(intent: KeychainIntent): void {
    const sql = `INSERT INTO keychain_intents (kind, owner_id, since) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET since = excluded.since`;
    this.#connection.run(sql, intent.kind, intent.ownerId, intent.since);
  }

  delete(intent: Pick<KeychainIntent, 'kind' | 'ownerId'>): void {
    const sql = 'DELETE FROM keychain_intents WHERE kind = ? AND owner_id = ?';
    this.#connection.run(sql, intent.kind, intent.ownerId);
  }
}

function toIntent(row: SqlRow): KeychainIntent {
  return checked(IntentRow, row);
}
