import { AppError, type ErrorCode } from '../../../shared/ipc/result.ts';
import type { PasswordLogon } from '../../../shared/model/server.ts';
import { describeAccount, requireRoot, type LoggedOnAccount } from './account.ts';
import type { Connection } from './connection.ts';
import { SshdService } from './sshd-service.ts';
import { passwordLogon, type SshdSettings } from './sshd-settings.ts';

/** What holds on a server before anything is changed. */
export interface ServerSettings {
  readonly account: LoggedOnAccount;
  readonly sshd: SshdService;
  /** What holds for root, and for the account that is logged on as. */
  readonly root: SshdSettings;
  readonly user: SshdSettings;
  /** Whether a changed configuration waits for a reload: what the files say then is not what is in force. */
  readonly isWaiting: boolean;
}

/** Errors: `server-not-linux`, `sudo-...`, `sshd-not-found`, `sshd-config-invalid`. */
export async function readSettings(connection: Connection): Promise<ServerSettings> {
  const account = await describeAccount(connection);
  await requireRoot(connection);
  const sshd = await SshdService.find(connection, account);
  const root = await sshd.settingsFor('root');
  const user = account.user === 'root' ? root : await sshd.settingsFor(account.user);
  const isWaiting = await sshd.hasUnread(root);
  return { account, sshd, root, user, isWaiting };
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
