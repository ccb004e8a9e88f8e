import type { Credential } from '../../ssh/target.ts';
import type { ActionContext, KeyPairMaterial, Outcome, ServerTarget } from '../provider.ts';
import { withTransaction, type Connection } from './connection.ts';
import type { SshDependencies } from './dependencies.ts';
import { Enforcement } from './enforcement.ts';
import { checkPasswordRefused } from './password-refused.ts';
import { RollbackTimer } from './rollback-timer.ts';
import { readSettings, type ServerSettings } from './read-settings.ts';
import { mustLast, openMustLast } from './lasting-ways.ts';
import { passwordLogon } from './sshd-settings.ts';
import type { Transaction } from './transaction.ts';
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
  return withTransaction(deps, target, context, (connection, transaction) =>
    putIntoForce(connection, transaction, change),
  );
}

async function putIntoForce(
  connection: Connection,
  transaction: Transaction,
  { effect, bound }: TakeEffectChange,
): Promise<Outcome> {
  const key = bound ? keyCredential(bound) : undefined;
  const settings = await transaction.step('read-settings', () => readSettings(connection));
  if (key) mustLast([key], settings);
  else openMustLast(connection.target.credentials, settings);
  const enforcement = new Enforcement(connection, settings, transaction, effect);
  if (key) await reloadProven(connection, transaction, enforcement, { key, settings });
  else await enforcement.reload();
  const hasRestarted = await enforcement.restart(key ? [key] : connection.target.credentials);
  if (key && hasRestarted) await transaction.step('prove-again', () => mustOpen(connection, key));
  const proven = bound === null ? null : key !== undefined;
  return { passwordLogon: passwordLogon(settings.root), proven, pending: false };
}

/** What waits may be what closes the server: should it, Latchkey's part is taken back and the password opens again. */
async function reloadProven(
  connection: Connection,
  transaction: Transaction,
  enforcement: Enforcement,
  { key, settings }: { readonly key: Credential; readonly settings: ServerSettings },
): Promise<void> {
  const { step } = transaction;
  await step('prove-logon', () => mustOpen(connection, key));
  openMustLast([key], settings);
  const timer = settings.isWaiting ? new RollbackTimer(connection, transaction) : undefined;
  await timer?.arm('without-ours');
  await enforcement.reload(key);
  if (passwordLogon(settings.root) === 'disabled') {
    await checkPasswordRefused(connection, transaction, settings.root);
  }
  await timer?.disarm();
}
