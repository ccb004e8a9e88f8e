import Database from 'better-sqlite3';
import { AppError, type ErrorCode } from '../../shared/ipc/result.ts';

/** SQLite's result codes (https://sqlite.org/rescode.html) and the system's, by how they begin. */
const codes: readonly (readonly [RegExp, ErrorCode])[] = [
  // The second: no room for the index of the log.
  [/^SQLITE_(?:FULL|IOERR_SHMSIZE)|^ENOSPC|^EDQUOT/, 'disk-full'],
  // The last: another process has made the store that was to be made.
  [/^SQLITE_(?:BUSY|LOCKED)|^EEXIST/, 'store-in-use'],
  [/^SQLITE_(?:CORRUPT|NOTADB)/, 'store-damaged'],
  [/^SQLITE_(?:READONLY|CANTOPEN|PERM)|^EROFS|^EACCES|^EPERM/, 'store-read-only'],
];

/** Runs something on the store's files; what SQLite or the system says becomes an expected error where it is one. */
export function withStoreErrors<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw storeError(error);
  }
}

function storeError(error: unknown): unknown {
  const code = codeOf(error);
  const known = codes.find(([pattern]) => pattern.test(code));
  return known === undefined ? error : new AppError(known[1], {}, { cause: error });
}

function codeOf(error: unknown): string {
  if (error instanceof Database.SqliteError) return error.code;
  const isSystemError = error instanceof Error && !(error instanceof AppError) && 'code' in error;
  return isSystemError ? String(error.code) : '';
}
