import { AppError } from '../../shared/ipc/result.ts';
import type { RegionId } from '../../shared/model/ids.ts';
import { Region } from '../../shared/model/region.ts';
import { checked, type Connection, type SqlRow } from './connection.ts';
import type { RegionRepository } from './store.ts';

const select = 'SELECT id, name, provider, key_pair_limit AS keyPairLimit FROM regions';

export class SqliteRegionRepository implements RegionRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  list(): readonly Region[] {
    return this.#connection.rows(`${select} ORDER BY rowid`).map(toRegion);
  }

  find(id: RegionId): Region | undefined {
    const row = this.#connection.row(`${select} WHERE id = ?`, id);
    return row && toRegion(row);
  }

  insert(region: Region): void {
    const { id, name, provider, keyPairLimit } = region;
    const sql = 'INSERT INTO regions (id, name, provider, key_pair_limit) VALUES (?, ?, ?, ?)';
    this.#connection.run(sql, id, name, provider, keyPairLimit);
  }

  update({ id, name, keyPairLimit }: Region): void {
    const sql = 'UPDATE regions SET name = ?, key_pair_limit = ? WHERE id = ?';
    if (this.#connection.run(sql, name, keyPairLimit, id) === 0) throw new AppError('region-not-found');
  }

  delete(id: RegionId): void {
    this.#connection.run('DELETE FROM regions WHERE id = ?', id);
  }
}

function toRegion(row: SqlRow): Region {
  return checked(Region, row);
}
