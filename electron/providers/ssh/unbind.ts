import type { Credential } from '../../ssh/target.ts';
import type { ActionContext, Outcome, ServerTarget, UnbindChange } from '../provider.ts';
import { BoundKeys } from './bound-keys.ts';
import { withTransaction, type Connection } from './connection.ts';
import type { SshDependencies } from './dependencies.ts';
import { Enforcement } from './enforcement.ts';
import {
  passwordLogonNow,
  readSettings,
  readSettingsIfAllowed,
  type ServerSettings,
} from './read-settings.ts';
import { passwordLogon } from './sshd-settings.ts';
import type { Transaction } from './transaction.ts';
import { checkKeyRefused, keyCredential, mustStillOpen, otherWayIn } from './ways-in.ts';

/**
 * Takes a key pair off a server, once another way in is proven. What was open stays open until a restart; password
 * logon stays as it is.
 */
export function unbind(
  deps: SshDependencies,
  target: ServerTarget,
  change: UnbindChange,
  context: ActionContext,
): Promise<Outcome> {
  return withTransaction(deps, target, context, (connection, transaction) =>
    takeOff(connection, transaction, change),
  );
}

async function takeOff(
  connection: Connection,
  transaction: Transaction,
  { keyPair, effect, evenIfLastWayIn }: UnbindChange,
): Promise<Outcome> {
  const { step } = transaction;
  const key = keyCredential(keyPair);
  // Only a reload or restart needs root's rights; the user's own file does not.
  const settings = await step('read-settings', () =>
    effect === 'postpone' ? readSettingsIfAllowed(connection) : readSettings(connection),
  );
  const keys = BoundKeys.find(connection, settings);
  const wayIn = evenIfLastWayIn
    ? null
    : await step('prove-other-way-in', () => otherWayIn(connection, settings, key));

  await step('remove-line', () => keys.remove(keyPair.publicLine, transaction));
  await checkKeyRefused(connection, transaction, key);
  if (wayIn) await step('prove-other-way-in', () => mustStillOpen(connection, wayIn));

  if (settings) await putIntoForce(connection, transaction, settings, { effect, wayIn });
  const pending = effect === 'postpone';
  const inForce = settings && !pending ? passwordLogon(settings.root) : passwordLogonNow(settings);
  return { passwordLogon: inForce, proven: null, pending };
}

async function putIntoForce(
  connection: Connection,
  transaction: Transaction,
  settings: ServerSettings,
  { effect, wayIn }: { readonly effect: UnbindChange['effect']; readonly wayIn: Credential | null },
): Promise<void> {
  const enforcement = new Enforcement(connection, settings, transaction, effect);
  await enforcement.reload();
  // What others have written comes into force as well.
  if (wayIn && effect !== 'postpone')
    await transaction.step('prove-other-way-in', () => mustStillOpen(connection, wayIn));
  await enforcement.restart(wayIn ? [wayIn] : []);
}
