import { Server, type Logon, type Pending } from '../../shared/model/server.ts';
import { checked, type SqlRow, type SqlValue } from './connection.ts';
import { parseJson } from './json-column.ts';

export const serverColumns = [
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
  'status_problem',
  'os_kind',
  'os_name',
  'bound_key_pair_id',
  'password_logon',
  'pending_change',
  'pending_key_pair_id',
  'pending_waits_for',
  'pending_effect',
  'pending_since',
  'pending_problem',
  'checked_at',
  'drift',
] as const;

/** What a server does not use, such as the path of a key file for one with a password, is null. */
type Columns = Readonly<Partial<Record<(typeof serverColumns)[number], SqlValue>>>;

/** A server as values for `serverColumns`. */
export function serverValues(server: Server): SqlValue[] {
  const row: Columns = {
    id: server.id,
    region_id: server.regionId,
    name: server.name,
    host: server.host,
    port: server.port,
    user: server.user,
    ...logonColumns(server.logon),
    status: server.status,
    status_problem: server.statusProblem,
    os_kind: server.os.kind,
    os_name: server.os.name,
    bound_key_pair_id: server.boundKeyPairId,
    password_logon: server.passwordLogon,
    ...(server.pending && pendingColumns(server.pending)),
    checked_at: server.checkedAt,
    drift: server.drift && JSON.stringify(server.drift),
  };
  return serverColumns.map((name) => row[name] ?? null);
}

function logonColumns(logon: Logon): Columns {
  switch (logon.kind) {
    case 'password':
      return { logon_kind: logon.kind, logon_storage: logon.storage };
    case 'key-pair':
      return { logon_kind: logon.kind, logon_key_pair_id: logon.keyPairId };
    case 'key-file':
      return { logon_kind: logon.kind, logon_path: logon.path, logon_passphrase: logon.passphrase };
    case 'agent':
      return { logon_kind: logon.kind };
  }
}

function pendingColumns(pending: Pending): Columns {
  return {
    pending_change: pending.change,
    pending_key_pair_id: pending.keyPairId,
    pending_waits_for: pending.waitsFor,
    pending_effect: pending.effect,
    pending_since: pending.since,
    pending_problem: pending.problem,
  };
}

/** Errors: `store-damaged`. */
export function toServer(row: SqlRow): Server {
  return checked(Server, {
    id: row['id'],
    regionId: row['region_id'],
    name: row['name'],
    host: row['host'],
    port: row['port'],
    user: row['user'],
    logon: toLogon(row),
    status: row['status'],
    statusProblem: row['status_problem'],
    os: { kind: row['os_kind'], name: row['os_name'] },
    boundKeyPairId: row['bound_key_pair_id'],
    passwordLogon: row['password_logon'],
    pending: toPending(row),
    checkedAt: row['checked_at'],
    drift: parseJson(row['drift']),
  });
}

/** None of the fields of a logon may be null, so what is null belongs to another kind. */
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
    problem: row['pending_problem'],
  };
}
