import { AppError } from '../../shared/ipc/result.ts';
import type { RegionId, ServerId } from '../../shared/model/ids.ts';
import { Server, type Logon } from '../../shared/model/server.ts';
import { checked, type Connection, type SqlRow, type SqlValue } from './connection.ts';
import type { ServerRepository } from './store.ts';

const columns = [
  'id',
  'region_id',
  'name',
  'host',
  'port',
  'user',
  'logon_kind',
  'logon_storage',
  'logon_key_pair_id',
  'logon_path',
  'logon_passphrase',
  'status',
  'os_kind',
  'os_name',
  'bound_key_pair_id',
  'password_logon',
  'pending_change',
  'pending_key_pair_id',
  'pending_waits_for',
  'pending_effect',
  'pending_since',
  'checked_at',
] as const;

type ServerRow = Readonly<Record<(typeof columns)[number], SqlValue>>;
type LogonColumns = Pick<
  ServerRow,
  'logon_kind' | 'logon_storage' | 'logon_key_pair_id' | 'logon_path' | 'logon_passphrase'
>;

const select = `SELECT ${columns.join(', ')} FROM servers`;
const insert = `INSERT INTO servers (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
const update = `UPDATE servers SET ${columns.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`;

export class SqliteServerRepository implements ServerRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  list(regionId: RegionId): readonly Server[] {
    return this.#connection.rows(`${select} WHERE region_id = ? ORDER BY rowid`, regionId).map(toServer);
  }

  find(id: ServerId): Server | undefined {
    const row = this.#connection.row(`${select} WHERE id = ?`, id);
    return row && toServer(row);
  }

  insert(server: Server): void {
    this.#connection.run(insert, ...valuesOf(server));
  }

  update(server: Server): void {
    const changed = this.#connection.run(update, ...valuesOf(server), server.id);
    if (changed === 0) throw new AppError('server-not-found');
  }

  delete(id: ServerId): void {
    this.#connection.run('DELETE FROM servers WHERE id = ?', id);
  }
}

function valuesOf(server: Server): SqlValue[] {
  const { pending, os } = server;
  const row: ServerRow = {
    id: server.id,
    region_id: server.regionId,
    name: server.name,
    host: server.host,
    port: server.port,
    user: server.user,
    ...logonColumns(server.logon),
    status: server.status,
    os_kind: os.kind,
    os_name: os.name,
    bound_key_pair_id: server.boundKeyPairId,
    password_logon: server.passwordLogon,
    pending_change: pending?.change ?? null,
    pending_key_pair_id: pending?.keyPairId ?? null,
    pending_waits_for: pending?.waitsFor ?? null,
    pending_effect: pending?.effect ?? null,
    pending_since: pending?.since ?? null,
    checked_at: server.checkedAt,
  };
  return columns.map((name) => row[name]);
}

function logonColumns(logon: Logon): LogonColumns {
  return {
    logon_kind: logon.kind,
    logon_storage: logon.kind === 'password' ? logon.storage : null,
    logon_key_pair_id: logon.kind === 'key-pair' ? logon.keyPairId : null,
    logon_path: logon.kind === 'key-file' ? logon.path : null,
    logon_passphrase: logon.kind === 'key-file' ? logon.passphrase : null,
  };
}

function toServer(row: SqlRow): Server {
  return checked(Server, {
    id: row['id'],
    regionId: row['region_id'],
    name: row['name'],
    host: row['host'],
    port: row['port'],
    user: row['user'],
    logon: toLogon(row),
    status: row['status'],
    os: { kind: row['os_kind'], name: row['os_name'] },
    boundKeyPairId: row['bound_key_pair_id'],
    passwordLogon: row['password_logon'],
    pending: toPending(row),
    checkedAt: row['checked_at'],
  });
}

/** Columns that a kind of logon does not use are null, and null is never among the fields of a logon. */
function toLogon(row: SqlRow): unknown {
  const fields = {
    kind: row['logon_kind'],
    storage: row['logon_storage'],
    keyPairId: row['logon_key_pair_id'],
    path: row['logon_path'],
    passphrase: row['logon_passphrase'],
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function toPending(row: SqlRow): unknown {
  if (row['pending_change'] === null) return null;
  return {
    change: row['pending_change'],
    keyPairId: row['pending_key_pair_id'],
    waitsFor: row['pending_waits_for'],
    effect: row['pending_effect'],
    since: row['pending_since'],
  };
}
