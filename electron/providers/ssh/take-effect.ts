import type { ActionContext, KeyPairMaterial, Outcome, ServerTarget } from '../provider.ts';
import { withConnection, type Connection } from './connection.ts';
import type { SshDependencies } from './dependencies.ts';
import { Enforcement } from './enforcement.ts';
import { readSettings } from './read-settings.ts';
import { passwordLogon } from './sshd-settings.ts';
import { inTransaction, type Transaction } from './transaction.ts';
import { keyCredential, mustOpen } from './ways-in.ts';

export interface TakeEffectChange {
  readonly effect: 'reload' | 'restart';
  readonly bound: KeyPairMaterial | null;
}

/** Puts into force what was postponed. The bound key pair has to open the server before and after. */
export function takeEffect(
  deps: SshDependencies,
  target: ServerTarget,
  change: TakeEffectChange,
  context: ActionContext,
): Promise<Outcome> {
  return withConnection(deps, target, context, (connection) =>
    inTransaction(
      context,
      () => connection.ensureOpen(target.credentials),
      (transaction) => putIntoForce(connection, transaction, change),
    ),
  );
}

async function putIntoForce(
  connection: Connection,
  transaction: Transaction,
  { effect, bound }: TakeEffectChange,
): Promise<Outcome> {
  const { step } = transaction;
  const key = bound ? keyCredential(bound) : undefined;
  const { sshd, root } = await step('read-settings', () => readSettings(connection));
  const enforcement = new Enforcement(connection, sshd, transaction, effect);
  if (key) await step('prove-logon', () => mustOpen(connection, key));
  await enforcement.reload();
  if (key) await step('prove-again', () => mustOpen(connection, key));
  const hasRestarted = await enforcement.restart(key ? [key] : connection.target.credentials);
  if (key && hasRestarted) await step('prove-again', () => mustOpen(connection, key));
  const proven = bound === null ? null : key !== undefined;
  return { passwordLogon: passwordLogon(root), proven, pending: false };
}
