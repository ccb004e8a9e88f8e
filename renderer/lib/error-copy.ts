import { AppError, type ErrorCode, type ErrorDetails, type ErrorReply } from '../../shared/ipc/result.ts';
import type { ErrorWords } from '../../shared/texts/error-words.ts';
import { texts } from '../../shared/texts/texts.ts';

/**
 * The words for anything that was thrown or came in a job: what happened and what to do.
 * @param now what has to be waited for counts from here; ms since 1970
 */
export function errorCopy(error: unknown, now = Date.now()): ErrorWords {
  const { code, details = {} } = asReply(error);
  const seconds = secondsToWait(error, now);
  const { what, todo } = wordsOf(code, seconds === undefined ? details : { ...details, seconds });
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

/** Until what was refused for a while may be tried again; 0 when that is over, undefined where there is nothing to wait for. */
export function secondsToWait(error: unknown, now: number): number | undefined {
  const { seconds, until } = asReply(error).details ?? {};
  if (typeof until !== 'number' || typeof seconds !== 'number') return undefined;
  // Never more than it was at first: the computer's clock may have been put back since.
  return Math.max(0, Math.min(seconds, Math.ceil((until - now) / 1000)));
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
