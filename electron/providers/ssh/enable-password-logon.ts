import type { Effect } from '../../../shared/model/server.ts';
import type { ActionContext, Outcome, ServerTarget } from '../provider.ts';
import { withTransaction, type Connection } from './connection.ts';
import type { SshDependencies } from './dependencies.ts';
import { Enforcement } from './enforcement.ts';
import { openMustLast } from './lasting-ways.ts';
import { passwordLogonNow, readSettings, type ServerSettings } from './read-settings.ts';
import { RollbackTimer } from './rollback-timer.ts';
import { RootLogon } from './root-logon.ts';
import type { Transaction } from './transaction.ts';

/** Lets root log on with a password again. For other users nothing changes. */
export function enablePasswordLogon(
  deps: SshDependencies,
  target: ServerTarget,
  { effect }: { readonly effect: Effect },
  context: ActionContext,
): Promise<Outcome> {
  return withTransaction(deps, target, context, (connection, transaction) =>
    enable(connection, transaction, effect),
  );
}

async function enable(connection: Connection, transaction: Transaction, effect: Effect): Promise<Outcome> {
  const { step } = transaction;
  const before = await step('read-settings', () => readSettings(connection));
  if (effect !== 'postpone') openMustLast(connection.target.credentials, withPassword(before));
  const enforcement = new Enforcement(connection, before, transaction, effect);
  const timer = new RollbackTimer(connection, transaction);
  await timer.arm();
  const written = await new RootLogon(connection, before, transaction).allowPassword();
  await enforcement.reload();
  await timer.disarm();
  await enforcement.restart(connection.target.credentials);
  const pending = enforcement.isPostponed && (written || before.isWaiting);
  return { passwordLogon: pending ? passwordLogonNow(before) : 'enabled', proven: null, pending };
}

/** What is written is root's alone, and opens it to passwords. */
function withPassword(settings: ServerSettings): ServerSettings {
  if (settings.account.id !== 0) return settings;
  const opened = [
    ['permitrootlogin', 'yes'],
    ['passwordauthentication', 'yes'],
  ] as const;
  return { ...settings, user: new Map([...settings.user, ...opened]) };
}
