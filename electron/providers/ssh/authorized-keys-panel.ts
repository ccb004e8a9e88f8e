import type { AuthorizedKeyRef } from '../../../shared/model/authorized-key.ts';
import type { ActionContext, AuthorizedKeys, KeyPairMaterial, Outcome, ServerTarget } from '../provider.ts';
import { BoundKeys } from './bound-keys.ts';
import { withConnection, withTransaction, type Connection } from './connection.ts';
import type { SshDependencies } from './dependencies.ts';
import { describeKeys, fingerprintOf } from './describe-keys.ts';
import { passwordLogonNow, readSettingsIfAllowed, type ServerSettings } from './read-settings.ts';
import type { Transaction } from './transaction.ts';
import { keyCredential, mustOpen, mustStillOpen, wayInWithout } from './ways-in.ts';

/** Every line by which a key opens the account. */
export function listAuthorizedKeys(
  deps: SshDependencies,
  target: ServerTarget,
  context: ActionContext,
): Promise<AuthorizedKeys> {
  return withConnection(deps, target, context, async (connection) => {
    context.onStep('read-settings');
    const settings = await readSettingsIfAllowed(connection);
    return describeKeys(BoundKeys.find(connection, settings), settings);
  });
}

/** A further key beside the others: nothing is closed, so nothing but the line is changed. */
export function addAuthorizedKey(
  deps: SshDependencies,
  target: ServerTarget,
  keyPair: KeyPairMaterial,
  context: ActionContext,
): Promise<Outcome> {
  const key = keyCredential(keyPair);
  return edit(deps, target, context, async ({ connection, transaction, keys }) => {
    await transaction.step('add-line', () => keys.add(keyPair.publicLine, transaction));
    if (key) await transaction.step('prove-logon', () => mustOpen(connection, key));
    return key !== undefined;
  });
}

/** A way in without this key is proven before its line goes, and again after: an agent may have offered that very key. */
export function removeAuthorizedKey(
  deps: SshDependencies,
  target: ServerTarget,
  { line, evenIfLastWayIn }: { readonly line: AuthorizedKeyRef; readonly evenIfLastWayIn: boolean },
  context: ActionContext,
): Promise<Outcome> {
  return edit(deps, target, context, async ({ connection, transaction, keys, settings }) => {
    const { step } = transaction;
    const key = await keys.keyAt(line);
    context.onKey?.(fingerprintOf(key));
    const wayIn = evenIfLastWayIn
      ? null
      : await step('prove-other-way-in', () => wayInWithout(connection, settings, key));
    await step('remove-line', () => keys.removeLine(line, transaction));
    if (wayIn) await step('prove-other-way-in', () => mustStillOpen(connection, wayIn));
    return null;
  });
}

interface Editing {
  readonly connection: Connection;
  readonly transaction: Transaction;
  readonly keys: BoundKeys;
  readonly settings: ServerSettings | null;
}

/** Needs no rights of root's: what can't be read is not known, and stays as it is. */
function edit(
  deps: SshDependencies,
  target: ServerTarget,
  context: ActionContext,
  work: (editing: Editing) => Promise<boolean | null>,
): Promise<Outcome> {
  return withTransaction(deps, target, context, async (connection, transaction) => {
    const settings: ServerSettings | null = await transaction.step('read-settings', () =>
      readSettingsIfAllowed(connection),
    );
    const keys = BoundKeys.find(connection, settings);
    const proven = await work({ connection, transaction, keys, settings });
    return { passwordLogon: passwordLogonNow(settings), proven, pending: settings?.isWaiting ?? false };
  });
}
