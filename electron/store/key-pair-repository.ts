import * as z from 'zod/mini';
import { AppError } from '../../shared/ipc/result.ts';
import type { KeyPairId, RegionId } from '../../shared/model/ids.ts';
import { KeyPair } from '../../shared/model/key-pair.ts';
import { checked, type Connection, type SqlRow, type SqlValue } from './connection.ts';
import type { KeyPairRecord, KeyPairRepository } from './store.ts';

const columns = `id, region_id, name, origin, type, algorithm, bits, fingerprint_sha256, fingerprint_md5, comment,
  line, private_key, passphrase_kept, download, created_at`;
const select = `SELECT ${columns}, deleting FROM key_pairs`;
const insert = `INSERT INTO key_pairs (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const boundServers = 'SELECT id, bound_key_pair_id FROM servers WHERE bound_key_pair_id IS NOT NULL';

const KeyPairRow = z.extend(z.omit(KeyPair.def.innerType, { boundServerIds: true }), {
  deleting: z.boolean(),
});

export class SqliteKeyPairRepository implements KeyPairRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  list(regionId: RegionId): readonly KeyPair[] {
    const sql = `${select} WHERE region_id = ? AND deleting = 0 ORDER BY created_at, rowid`;
    const bound = this.#boundServers(`${boundServers} AND region_id = ? ORDER BY rowid`, regionId);
    return this.#connection.rows(sql, regionId).map((row) => toKeyPair(row, bound));
  }

  find(id: KeyPairId): KeyPair | undefined {
    const row = this.#connection.row(`${select} WHERE id = ? AND deleting = 0`, id);
    if (row === undefined) return undefined;
    return toKeyPair(row, this.#boundServers(`${boundServers} AND bound_key_pair_id = ? ORDER BY rowid`, id));
  }

  listRecords(): readonly KeyPairRecord[] {
    return this.#connection.rows(`${select} ORDER BY rowid`).map(toRecord);
  }

  insert(keyPair: KeyPair): void {
    const { id, regionId, name, origin, publicKey, privateKey, download, createdAt } = keyPair;
    const { type, algorithm, bits, fingerprintSha256, fingerprintMd5, comment, line } = publicKey;
    const ofKey = [type, algorithm, bits, fingerprintSha256, fingerprintMd5, comment, line];
    const ofSecrets = [privateKey, Number(keyPair.isPassphraseKept ?? false), download];
    this.#connection.run(insert, id, regionId, name, origin, ...ofKey, ...ofSecrets, createdAt);
  }

  setDownload(id: KeyPairId, download: KeyPair['download']): void {
    this.#change('UPDATE key_pairs SET download = ? WHERE id = ?', download, id);
  }

  setPassphraseKept(id: KeyPairId, isKept: boolean): void {
    this.#change('UPDATE key_pairs SET passphrase_kept = ? WHERE id = ?', Number(isKept), id);
  }

  savedPath(id: KeyPairId): string | undefined {
    const row = this.#connection.row('SELECT path FROM saved_key_files WHERE key_pair_id = ?', id);
    return row === undefined ? undefined : String(row['path']);
  }

  setSavedPath(id: KeyPairId, path: string | undefined): void {
    if (path === undefined) this.#connection.run('DELETE FROM saved_key_files WHERE key_pair_id = ?', id);
    else
      this.#connection.run(
        'INSERT OR REPLACE INTO saved_key_files (key_pair_id, path) VALUES (?, ?)',
        id,
        path,
      );
  }

  setDeleting(id: KeyPairId, deleting: boolean): void {
    this.#change('UPDATE key_pairs SET deleting = ? WHERE id = ?', Number(deleting), id);
  }

  delete(id: KeyPairId): void {
    this.#connection.run('DELETE FROM key_pairs WHERE id = ?', id);
  }

  #change(sql: string, ...values: SqlValue[]): void {
    if (this.#connection.run(sql, ...values) === 0) throw new AppError('key-pair-not-found');
  }

  #boundServers(sql: string, id: string): Map<unknown, unknown[]> {
    const bound = Map.groupBy(this.#connection.rows(sql, id), (row) => row['bound_key_pair_id']);
    return new Map([...bound].map(([keyPairId, rows]) => [keyPairId, rows.map((row) => row['id'])]));
  }
}

function toKeyPair(row: SqlRow, bound: ReadonlyMap<unknown, unknown[]>): KeyPair {
  return checked(KeyPair, { ...fieldsOf(row), boundServerIds: bound.get(row['id']) ?? [] });
}

function toRecord(row: SqlRow): KeyPairRecord {
  return checked(KeyPairRow, { ...fieldsOf(row), deleting: row['deleting'] === 1 });
}

function fieldsOf(row: SqlRow): Record<string, unknown> {
  return {
    id: row['id'],
    regionId: row['region_id'],
    name: row['name'],
    origin: row['origin'],
    publicKey: {
      type: row['type'],
      algorithm: row['algorithm'],
      bits: row['bits'],
      fingerprintSha256: row['fingerprint_sha256'],
      fingerprintMd5: row['fingerprint_md5'],
      comment: row['comment'],
      line: row['line'],
    },
    privateKey: row['private_key'],
    ...(row['passphrase_kept'] === 1 ? { isPassphraseKept: true } : {}),
    download: row['download'],
    createdAt: row['created_at'],
  };
}
