import { AppError } from '../../../shared/ipc/result.ts';
import type { SessionAccount } from '../../ssh/session.ts';
import type { Account } from './authorized-keys-path.ts';
import type { Connection } from './connection.ts';

/** The account that is logged on as, and how sshd sees the connection. */
export type LoggedOnAccount = Account &
  Pick<SessionAccount, 'localAddress' | 'localPort'> & { readonly clientAddress: string };

/** Error: `server-not-linux`, with what it is instead. */
export function describeAccount({ session, target }: Connection): LoggedOnAccount {
  const { kernel, ...account } = session.account;
  if (kernel !== 'Linux') throw new AppError('server-not-linux', { os: kernel.slice(0, 80) });
  if (!account.home.startsWith('/')) throw new AppError('server-protocol', { reason: 'account' });
  return { user: target.user, clientAddress: session.clientAddress, ...account };
}
