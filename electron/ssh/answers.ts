import type { Socket } from 'node:net';
import { addAbortSignal } from 'node:stream';
import { openSocket } from './tcp.ts';

/** RFC 4253 section 4.2 lets a server send lines before its name; more than this is no SSH service. */
const greetingLimitBytes = 8192;

/** Whether something that calls itself an SSH service takes connections there. Sends nothing. */
export async function answersAsSsh(host: string, port: number, signal: AbortSignal): Promise<boolean> {
  let socket: Socket | undefined;
  try {
    socket = await openSocket(host, port, signal);
    return await greets(socket, signal);
  } catch {
    // Whatever the reason is: it does not answer now.
    return false;
  } finally {
    socket?.destroy();
  }
}

async function greets(socket: Socket, signal: AbortSignal): Promise<boolean> {
  let greeting = '';
  for await (const chunk of addAbortSignal(signal, socket)) {
    greeting = (greeting + (chunk as Buffer).toString('latin1')).slice(0, greetingLimitBytes);
    if (isSsh(greeting) || greeting.length === greetingLimitBytes) break;
  }
  return isSsh(greeting);
}

function isSsh(greeting: string): boolean {
  return /^SSH-/m.test(greeting);
}
