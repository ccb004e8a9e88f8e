import { AppError } from '../../shared/ipc/result.ts';
import type { JobId, RegionId, Timestamp } from '../../shared/model/ids.ts';
import { Job, type JobResult } from '../../shared/model/job.ts';
import { checked, type Connection, type SqlRow } from './connection.ts';
import { interrupted } from './interrupted-job.ts';
import { JobResultRows } from './job-result-rows.ts';
import type { JobRepository } from './store.ts';

const columns = 'id, region_id, kind, key_pair_id, key_pair_name, effect, state, started_at, finished_at';
const select = `SELECT ${columns} FROM jobs`;
const insert = `INSERT INTO jobs (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

export class SqliteJobRepository implements JobRepository {
  readonly #connection: Connection;
  readonly #results: JobResultRows;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#results = new JobResultRows(connection);
  }

  list(regionId: RegionId, limit: number): readonly Job[] {
    const sql = `${select} WHERE region_id = ? ORDER BY started_at DESC, rowid DESC LIMIT ?`;
    return this.#connection.rows(sql, regionId, limit).map((row) => this.#toJob(row));
  }

  find(id: JobId): Job | undefined {
    const row = this.#connection.row(`${select} WHERE id = ?`, id);
    return row && this.#toJob(row);
  }

  insert(job: Job): void {
    const { id, regionId, kind, keyPairId, keyPairName, effect, state, startedAt, finishedAt } = job;
    this.#connection.transaction(() => {
      const values = [id, regionId, kind, keyPairId, keyPairName, effect, state, startedAt, finishedAt];
      this.#connection.run(insert, ...values);
      this.#results.insert(id, job.results);
    });
  }

  finish(id: JobId, finishedAt: Timestamp): void {
    this.#end(id, 'finished', finishedAt);
  }

  updateResult(id: JobId, result: JobResult): void {
    this.#results.update(id, result);
  }

  interruptRunning(now: Timestamp): readonly Job[] {
    return this.#connection.transaction(() => {
      const rows = this.#connection.rows(`${select} WHERE state = 'running' ORDER BY started_at, rowid`);
      const jobs = rows.map((row) => interrupted(this.#toJob(row), now));
      for (const { id, state, results } of jobs) {
        this.#end(id, state, now);
        for (const result of results) this.#results.update(id, result);
      }
      return jobs;
    });
  }

  #end(id: JobId, state: Job['state'], finishedAt: Timestamp): void {
    const sql = 'UPDATE jobs SET state = ?, finished_at = ? WHERE id = ?';
    if (this.#connection.run(sql, state, finishedAt, id) === 0) throw new AppError('job-not-found');
  }

  #toJob(row: SqlRow): Job {
    return checked(Job, {
      id: row['id'],
      regionId: row['region_id'],
      kind: row['kind'],
      keyPairId: row['key_pair_id'],
      keyPairName: row['key_pair_name'],
      effect: row['effect'],
      state: row['state'],
      results: this.#results.read(String(row['id'])),
      startedAt: row['started_at'],
      finishedAt: row['finished_at'],
    });
  }
}
