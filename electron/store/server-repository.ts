import { AppError } from '../../shared/ipc/result.ts';
import type { RegionId, ServerId } from '../../shared/model/ids.ts';
import type { Server } from '../../shared/model/server.ts';
import type { Connection } from './connection.ts';
import { serverColumns, serverValues, toServer } from './server-row.ts';
import type { ServerRepository } from './store.ts';

const columns = serverColumns.join(', ');
const places = serverColumns.map(() => '?').join(', ');
const select = `SELECT ${columns} FROM servers`;
const insert = `INSERT INTO servers (${columns}) VALUES (${places})`;
const update = `UPDATE servers SET (${columns}) = (${places}) WHERE id = ?`;

export class SqliteServerRepository implements ServerRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  list(regionId: RegionId): readonly Server[] {
    return this.#connection.rows(`${select} WHERE region_id = ? ORDER BY rowid`, regionId).map(toServer);
  }

  listLike(
    regionId: RegionId,
    { name, host, port, user }: Pick<Server, 'name' | 'host' | 'port' | 'user'>,
  ): readonly Server[] {
    // A host has no other letters than those that SQLite knows the case of.
    const same = '(name = ? OR (port = ? AND user = ? AND lower(host) = lower(?)))';
    const sql = `${select} WHERE region_id = ? AND ${same} ORDER BY rowid`;
    return this.#connection.rows(sql, regionId, name, port, user, host).map(toServer);
  }

  listAwaited(): readonly Server[] {
    const hasWork = "pending_waits_for = 'server' AND pending_problem IS NULL";
    const sql = `${select} WHERE status = 'starting' OR (${hasWork}) ORDER BY rowid`;
    return this.#connection.rows(sql).map(toServer);
  }

  find(id: ServerId): Server | undefined {
    const row = this.#connection.row(`${select} WHERE id = ?`, id);
    return row && toServer(row);
  }

  insert(server: Server): void {
    this.#connection.run(insert, ...serverValues(server));
  }

  update(server: Server): void {
    const changed = this.#connection.run(update, ...serverValues(server), server.id);
    if (changed === 0) throw new AppError('server-not-found');
  }

  delete(id: ServerId): void {
    this.#connection.run('DELETE FROM servers WHERE id = ?', id);
  }
}
