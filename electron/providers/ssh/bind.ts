import { posix } from 'node:path';
import type { Credential } from '../../ssh/target.ts';
import type { ActionContext, BindChange, Outcome, ServerTarget } from '../provider.ts';
import type { LoggedOnAccount } from './account.ts';
import { BoundKeys } from './bound-keys.ts';
import { withConnection, type Connection } from './connection.ts';
import type { SshDependencies } from './dependencies.ts';
import { Enforcement } from './enforcement.ts';
import { checkPasswordRefused } from './password-refused.ts';
import { mustLast, openMustLast } from './lasting-ways.ts';
import {
  passwordLogonNow,
  readSettings,
  readSettingsIfAllowed,
  type ServerSettings,
} from './read-settings.ts';
import { RollbackTimer } from './rollback-timer.ts';
import { RootLogon } from './root-logon.ts';
import { dropInPath, mainConfigPath } from './sshd-config.ts';
import { inTransaction, type Transaction } from './transaction.ts';
import { checkKeyRefused, keyCredential, mustOpen, mustStillOpen, otherWayIn } from './ways-in.ts';

/**
 * Puts a key pair on a server: the line first, then a proof that it opens, and only then is root's password refused.
 * The session it works through stays open until the last proof.
 */
export function bind(
  deps: SshDependencies,
  target: ServerTarget,
  change: BindChange,
  context: ActionContext,
): Promise<Outcome> {
  return withConnection(deps, target, context, (connection) => bindOver(connection, change));
}

/** The same over a session that is open already. */
export function bindOver(connection: Connection, change: BindChange): Promise<Outcome> {
  const { target, context } = connection;
  const key = keyCredential(change.keyPair);
  const waysBack = key ? [key, ...target.credentials] : target.credentials;
  return inTransaction(
    context,
    () => connection.ensureOpen(waysBack),
    (transaction) =>
      key ? bindProven(connection, transaction, change, key) : bindUnproven(connection, transaction, change),
  );
}

/** The private half is here: it has to open the server before anything is closed. */
async function bindProven(
  connection: Connection,
  transaction: Transaction,
  { keyPair, formerKeyPair, effect, repairs = false }: BindChange,
  key: Credential,
): Promise<Outcome> {
  const { step } = transaction;
  const before = await step('read-settings', () => readSettings(connection, filesToChange));
  if (effect !== 'postpone') mustLast([key], before);
  const { root } = before;
  const keys = BoundKeys.find(connection, before);
  await step('add-line', () => keys.add(keyPair.publicLine, transaction, repairs));
  await step('prove-logon', () => mustOpenAndLast(connection, key, effect === 'postpone' ? null : before));

  const enforcement = new Enforcement(connection, before, transaction, effect);
  const timer = new RollbackTimer(connection, transaction);
  await timer.arm();
  const enforce = enforcement.isPostponed ? undefined : () => enforcement.reloadIfRefusing();
  const written = await new RootLogon(connection, before, transaction).refusePassword(root, enforce);
  await enforcement.reload(key);
  if (!enforcement.isPostponed) await checkPasswordRefused(connection, transaction, root);
  await timer.disarm();

  if (formerKeyPair) {
    await step('remove-line', () => keys.remove(formerKeyPair.publicLine, transaction));
    await step('prove-again', () => mustOpen(connection, key));
    await checkKeyRefused(connection, transaction, keyCredential(formerKeyPair));
  }
  if (await enforcement.restart([key])) await step('prove-again', () => mustOpen(connection, key));
  const pending = enforcement.isPostponed && (written || before.isWaiting);
  return { passwordLogon: pending ? passwordLogonNow(before) : 'disabled', proven: true, pending };
}

/** @param settings null where nothing is reloaded */
async function mustOpenAndLast(
  connection: Connection,
  key: Credential,
  settings: ServerSettings | null,
): Promise<void> {
  await mustOpen(connection, key);
  if (settings) openMustLast([key], settings);
}

/** A user's own file is not root's to read. */
function filesToChange({ id, home }: LoggedOnAccount): readonly string[] {
  const keys = id === 0 ? [posix.join(home, '.ssh/authorized_keys')] : [];
  return [...keys, mainConfigPath, dropInPath];
}

/**
 * An imported public key: nothing proves that it opens the server, so nothing that opens it is closed. A key pair that it
 * replaces goes only where there is a third way in, which is proven before and after.
 */
async function bindUnproven(
  connection: Connection,
  transaction: Transaction,
  { keyPair, formerKeyPair, repairs = false }: BindChange,
): Promise<Outcome> {
  const { step } = transaction;
  const settings = await step('read-settings', () => readSettingsIfAllowed(connection));
  const keys = BoundKeys.find(connection, settings);
  await step('add-line', () => keys.add(keyPair.publicLine, transaction, repairs));
  if (formerKeyPair) {
    const former = keyCredential(formerKeyPair);
    const wayIn = await step('prove-other-way-in', () => otherWayIn(connection, settings, former));
    await step('remove-line', () => keys.remove(formerKeyPair.publicLine, transaction));
    await step('prove-other-way-in', () => mustStillOpen(connection, wayIn));
  }
  const pending = settings && settings.isWaiting;
  return { passwordLogon: passwordLogonNow(settings), proven: false, pending };
}
