import { once } from 'node:events';
import type { Socket } from 'node:net';
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
  while (greeting.length < greetingLimitBytes) {
    const [chunk] = (await once(socket, 'data', { signal })) as [Buffer];
    greeting += chunk.toString('latin1');
    if (/^SSH-/m.test(greeting)) return true;
  }
  return false;
}
