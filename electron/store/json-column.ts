import { AppError } from '../../shared/ipc/result.ts';
import type { SqlValue } from './connection.ts';

/** A column that holds JSON or nothing. Errors: `store-damaged`. */
export function parseJson(json: SqlValue | undefined): unknown {
  if (typeof json !== 'string') return null;
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new AppError('store-damaged', {}, { cause: error });
  }
}
