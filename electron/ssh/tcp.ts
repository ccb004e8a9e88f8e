import { connect, type Socket } from 'node:net';
import { AppError } from '../../shared/ipc/result.ts';
import { tcpError } from './connection-errors.ts';

const connectTimeoutMs = 10_000;

/**
 * Opens a TCP connection. Nagle's algorithm is off: it adds 40 ms to every short exchange (measured: a logon with one
 * command 264 -> 54 ms). Errors: `server-unreachable`, `server-connection-lost`, `cancelled`.
 */
export function openSocket(
  host: string,
  port: number,
  signal: AbortSignal,
  timeoutMs = connectTimeoutMs,
): Promise<Socket> {
  if (signal.aborted) return Promise.reject(new AppError('cancelled'));
  const socket = connect({ host, port, noDelay: true });
  return new Promise((resolve, reject) => {
    const fail = (error: AppError): void => {
      settle();
      socket.destroy();
      reject(error);
    };
    const onAbort = (): void => fail(new AppError('cancelled'));
    const onError = (error: Error): void => fail(tcpError(host, port, error));
    const onTimeout = (): void => onError(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }));
    const timer = setTimeout(onTimeout, timeoutMs);
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.off('error', onError);
      // A destroyed socket may still report the error of an attempt that was under way.
      socket.on('error', () => undefined);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('error', onError);
    socket.once('connect', () => {
      settle();
      resolve(socket);
    });
  });
}
