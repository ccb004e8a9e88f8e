import { AppError, type ErrorCode } from '../../../shared/ipc/result.ts';
import type { PasswordLogon } from '../../../shared/model/server.ts';
import { describeAccount, type LoggedOnAccount } from './account.ts';
import type { Connection } from './connection.ts';
import { SshdService, type SshdReading } from './sshd-service.ts';
import { passwordLogon } from './sshd-settings.ts';

/** What holds on a server before anything is changed. */
export interface ServerSettings extends SshdReading {
  readonly account: LoggedOnAccount;
}

/**
 * Errors: `server-not-linux`, `sudo-...`, `sshd-not-found`, `sshd-config-invalid`.
 * @param filesAhead paths that are read in the same go, and only there to be changed next
 */
export async function readSettings(
  connection: Connection,
  filesAhead: (account: LoggedOnAccount) => readonly string[] = () => [],
): Promise<ServerSettings> {
  const account = describeAccount(connection);
  return { account, ...(await SshdService.read(connection, account, filesAhead(account))) };
}

/** What is in force now; unknown while a change waits. */
export function passwordLogonNow(settings: ServerSettings | null): PasswordLogon {
  return settings === null || settings.isWaiting ? 'unknown' : passwordLogon(settings.root);
}

const withoutRights: ReadonlySet<ErrorCode> = new Set([
  'sudo-required',
  'sudo-password-required',
  'sudo-password-wrong',
  'sshd-not-found',
  'sshd-config-invalid',
]);

/** The same for what can do without: null where the settings can't be read. Error: `server-not-linux`. */
export async function readSettingsIfAllowed(connection: Connection): Promise<ServerSettings | null> {
  try {
    return await readSettings(connection);
  } catch (error) {
    if (error instanceof AppError && withoutRights.has(error.code)) return null;
    throw error;
  }
}
