import type { Database, Statement } from 'better-sqlite3';
import type * as z from 'zod/mini';
import { AppError } from '../../shared/ipc/result.ts';
import { withStoreErrors } from './store-error.ts';

export type SqlValue = string | number | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** The open database as the repositories see it. Every call may throw what `withStoreErrors` knows. */
export class Connection {
  readonly #database: Database;
  readonly #statements = new Map<string, Statement<SqlValue[], SqlRow>>();

  constructor(database: Database) {
    this.#database = database;
  }

  rows(sql: string, ...values: SqlValue[]): readonly SqlRow[] {
    return withStoreErrors(() => this.#prepare(sql).all(...values));
  }

  row(sql: string, ...values: SqlValue[]): SqlRow | undefined {
    return withStoreErrors(() => this.#prepare(sql).get(...values));
  }

  /** Returns the number of rows that it changed. */
  run(sql: string, ...values: SqlValue[]): number {
    return withStoreErrors(() => this.#prepare(sql).run(...values).changes);
  }

  /**
   * The same without waiting for the disk: once it returns it survives the death of this process, but perhaps not a
   * power failure. For what is written at every step of an action.
   */
  runUnsynced(sql: string, ...values: SqlValue[]): number {
    // Within a transaction the whole of it is synced.
    if (this.#database.inTransaction) return this.run(sql, ...values);
    this.#database.pragma('synchronous = NORMAL');
    try {
      return this.run(sql, ...values);
    } finally {
      this.#database.pragma('synchronous = FULL');
    }
  }

  /** All of it or nothing. One inside of another is a part of it. */
  transaction<T>(change: () => T): T {
    return withStoreErrors(() => this.#database.transaction(change).immediate());
  }

  #prepare(sql: string): Statement<SqlValue[], SqlRow> {
    const statement = this.#statements.get(sql) ?? this.#database.prepare<SqlValue[], SqlRow>(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** Checks what a row says against its model: the file may have been damaged or changed by others. */
export function checked<S extends z.ZodMiniType>(schema: S, row: unknown): z.infer<S> {
  const result = schema.safeParse(row);
  if (result.success) return result.data;
  throw new AppError('store-damaged', {}, { cause: result.error });
}
