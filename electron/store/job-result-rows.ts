import { AppError } from '../../shared/ipc/result.ts';
import type { JobId } from '../../shared/model/ids.ts';
import type { JobResult } from '../../shared/model/job.ts';
import type { Connection, SqlRow, SqlValue } from './connection.ts';
import { parseJson } from './json-column.ts';

const columns = 'server_id, server_name, state, step, error, proven, started_at, finished_at, drift';
const select = `SELECT ${columns} FROM job_results WHERE job_id = ? ORDER BY position`;
const insert = `INSERT INTO job_results (${columns}, job_id, position) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const update = `UPDATE job_results SET (${columns}) = (?, ?, ?, ?, ?, ?, ?, ?, ?)
  WHERE job_id = ? AND server_id = ?`;

/** The results of jobs, in the order in which the servers were chosen. */
export class JobResultRows {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  read(jobId: string): readonly unknown[] {
    return this.#connection.rows(select, jobId).map(toResult);
  }

  insert(jobId: JobId, results: readonly JobResult[]): void {
    for (const [position, result] of results.entries()) {
      this.#connection.run(insert, ...valuesOf(result), jobId, position);
    }
  }

  update(jobId: JobId, result: JobResult): void {
    const changed = this.#connection.runUnsynced(update, ...valuesOf(result), jobId, result.serverId);
    if (changed === 0) throw new AppError('job-not-found');
  }
}

function valuesOf(result: JobResult): SqlValue[] {
  return [
    result.serverId,
    result.serverName,
    result.state,
    result.step,
    result.error && JSON.stringify(result.error),
    result.proven === null ? null : Number(result.proven),
    result.startedAt,
    result.finishedAt,
    result.drift && JSON.stringify(result.drift),
  ];
}

function toResult(row: SqlRow): unknown {
  return {
    serverId: row['server_id'],
    serverName: row['server_name'],
    state: row['state'],
    step: row['step'],
    error: parseJson(row['error']),
    proven: row['proven'] === null ? null : row['proven'] === 1,
    startedAt: row['started_at'],
    finishedAt: row['finished_at'],
    drift: parseJson(row['drift']),
  };
}
