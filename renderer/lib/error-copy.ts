import { AppError, type ErrorCode, type ErrorDetails, type ErrorReply } from '../../shared/ipc/result.ts';
import type { ErrorWords } from './texts/error-words.ts';
import { texts } from './texts/texts.ts';

/** The words for anything that was thrown or came in a job: what happened and what to do. */
export function errorCopy(error: unknown): ErrorWords {
  const { code, details = {} } = asReply(error);
  const { what, todo } = wordsOf(code, details);
  return { what: [what, ...additions(details)].join(' '), todo };
}

/** The same in one text. */
export function errorText(error: unknown): string {
  const { what, todo } = errorCopy(error);
  return `${what} ${todo}`;
}

function wordsOf(code: ErrorCode, details: ErrorDetails): ErrorWords {
  const copy = texts.errors[code];
  return typeof copy === 'function' ? copy(details) : copy;
}

/** Details that any error of an action on a server may carry: what became of it, and what it began with. */
function additions({ rolledBack, because }: ErrorDetails): readonly string[] {
  const { errorAdditions } = texts;
  return [
    ...(rolledBack === true ? [errorAdditions.rolledBack] : []),
    ...(isCode(because) ? [errorAdditions.because(wordsOf(because, {}).what)] : []),
  ];
}

function asReply(error: unknown): ErrorReply {
  if (error instanceof AppError) return error;
  return isReply(error) ? error : { code: 'unexpected' };
}

function isReply(error: unknown): error is ErrorReply {
  return typeof error === 'object' && error !== null && 'code' in error && isCode(error.code);
}

function isCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(texts.errors, value);
}
