import { AppError } from '../../shared/ipc/result.ts';
import { connect, type ConnectOptions, type Connection } from './connect.ts';
import { pause } from './pause.ts';

/** sshd drops at random what comes while too many have not logged on yet (`MaxStartups`, 10:30:100 as installed). */
const pausesMs = [250, 500, 1000, 2000] as const;
/** Whoever takes long to hang up has not been too busy to greet. */
const patienceMs = 5000;

/**
 * Like `connect`, and tries again where the server has hung up before its first word: until then nobody has logged on,
 * so nothing has failed that is counted. The pauses differ, so that those who were dropped together don't come together.
 */
export async function connectPatiently(options: ConnectOptions): Promise<Connection> {
  const started = performance.now();
  for (const pauseMs of pausesMs) {
    try {
      return await connect(options);
    } catch (error) {
      if (!hasHungUp(error) || performance.now() - started > patienceMs) throw error;
    }
    await pause(pauseMs * (0.5 + Math.random()), options.signal);
  }
  return connect(options);
}

function hasHungUp(error: unknown): boolean {
  return error instanceof AppError && error.details['reason'] === 'no-greeting';
}
