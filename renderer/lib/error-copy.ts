import { AppError, type ErrorReply } from '../../shared/ipc/result.ts';
import type { ErrorWords } from './texts/error-words.ts';
import { texts } from './texts/texts.ts';

/** The words for anything that was thrown or came in a job: what happened and what to do. */
export function errorCopy(error: unknown): ErrorWords {
  const { code, details = {} } = asReply(error);
  const copy = texts.errors[code];
  return typeof copy === 'function' ? copy(details) : copy;
}

function asReply(error: unknown): ErrorReply {
  if (error instanceof AppError) return error;
  return isReply(error) ? error : { code: 'unexpected' };
}

function isReply(error: unknown): error is ErrorReply {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string' &&
    Object.hasOwn(texts.errors, error.code)
  );
}
