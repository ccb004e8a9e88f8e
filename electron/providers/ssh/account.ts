import { AppError } from '../../../shared/ipc/result.ts';
import type { Account } from './authorized-keys-path.ts';
import type { Connection } from './connection.ts';

/** Prints the kernel's name, the user's number, the home folder and the connection's two ends, each on a line. */
const describeAccountScript = `
uname -s
id -u
printf '%s\\n' "$HOME" "$SSH_CONNECTION"
`;

/** The account that is logged on as, and how sshd sees the connection. */
export interface LoggedOnAccount extends Account {
  /** Address and port that the connection came in at, as `sshd -T -C` takes them. */
  readonly localAddress: string;
  readonly localPort: string;
}

/** Error: `server-not-linux`, with what it is instead. */
export async function describeAccount(connection: Connection): Promise<LoggedOnAccount> {
  const output = await connection.output(describeAccountScript);
  const [kernel = '', id = '', home = '', ends = ''] = output.split('\n');
  if (kernel !== 'Linux') throw new AppError('server-not-linux', { os: kernel.slice(0, 80) });
  if (!/^\d+$/.test(id) || !home.startsWith('/'))
    throw new AppError('server-protocol', { reason: 'account' });
  const [, , localAddress = '', localPort = ''] = ends.split(' ');
  return { user: connection.target.user, id: Number(id), home, localAddress, localPort };
}

/** Asks for root rights before anything is written. Errors: `sudo-required`, `sudo-password-...`. */
export async function requireRoot(connection: Connection): Promise<void> {
  const id = await connection.output('id -u', { asRoot: true });
  if (id.trim() !== '0') throw new AppError('sudo-required');
}
