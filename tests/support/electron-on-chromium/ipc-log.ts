import { appendFileSync } from 'node:fs';

/** For tests that look at all that was ever said: a file to write it to, one line of JSON a message. */
const path = process.env['LATCHKEY_STANDIN_IPC_LOG'];
// Of no concern to the application's own processes.
delete process.env['LATCHKEY_STANDIN_IPC_LOG'];

/** Writes down what crosses between the main process and a page: calls, replies and events. */
export function noteMessage(to: 'page' | 'main', message: unknown): void {
  if (path !== undefined) appendFileSync(path, `${JSON.stringify({ to, message })}\n`);
}
