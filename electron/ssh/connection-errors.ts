import { AppError, type ErrorDetails } from '../../shared/ipc/result.ts';
import type { Missing } from './server-offer.ts';

/** How far a connection has come. */
export type Phase = 'handshake' | 'logon' | 'open';

/** What ssh2 puts on its errors: a level, and for a DISCONNECT message its reason number (RFC 4253 section 11.1). */
interface TransportError {
  readonly level?: unknown;
  readonly code?: unknown;
  readonly message: string;
}

const refusedByDisconnect: readonly unknown[] = [
  2, // PROTOCOL_ERROR, which OpenSSH sends for "Too many authentication failures"
  13, // AUTH_CANCELLED_BY_USER
  14, // NO_MORE_AUTH_METHODS_AVAILABLE
];
const keyExchangeFailed = 3;

/** Gives an error of ssh2's client its code. The text of the server is never passed on. */
export function connectionError(error: Error, phase: Phase, facts: ErrorDetails): AppError {
  return new AppError(codeOf(error, phase), facts, { cause: error });
}

function codeOf(error: TransportError, phase: Phase) {
  switch (error.level) {
    case 'client-socket':
      return 'server-connection-lost';
    case 'client-timeout':
      return phase === 'open' ? 'server-connection-lost' : 'server-timeout';
    case 'client-authentication':
      return 'logon-refused';
    case 'agent':
      return 'agent-unavailable';
    case undefined:
      return typeof error.code === 'number' ? codeOfDisconnect(error.code, phase) : 'server-protocol';
    default:
      return mismatchOf(error) === undefined ? 'server-protocol' : 'server-algorithms-refused';
  }
}

function codeOfDisconnect(reason: number, phase: Phase) {
  if (phase === 'logon' && refusedByDisconnect.includes(reason)) return 'logon-refused';
  if (phase === 'handshake' && reason === keyExchangeFailed) return 'server-algorithms-refused';
  return 'server-connection-lost';
}

/** What client and server have none of in common. ssh2 has no code for it, only these words. */
export function mismatchOf(error: { readonly message: string }): Missing | undefined {
  const [, words] = /no matching (key exchange|host key|[CS]->[CS] (?:cipher|MAC))/.exec(error.message) ?? [];
  if (words === undefined) return undefined;
  if (words === 'key exchange') return 'keyExchange';
  if (words === 'host key') return 'hostKey';
  return words.endsWith('cipher') ? 'cipher' : 'mac';
}

/**
 * The error of a TCP connection that did not come about: no name, no route, nobody listening, no answer. Where there was
 * somebody who hung up at once, it is `server-connection-lost`, however early that was noticed.
 */
export function tcpError(host: string, port: number, cause: NodeJS.ErrnoException): AppError {
  if (cause.code === 'ECONNRESET')
    return new AppError('server-connection-lost', { host, port, reason: 'no-greeting' }, { cause });
  return new AppError('server-unreachable', { host, port, reason: cause.code ?? 'UNKNOWN' }, { cause });
}
