import { AppError } from '../../../shared/ipc/result.ts';
import type { Credential } from '../../ssh/target.ts';
import type { ActionContext, Interrupted, Outcome, Resumed, ServerTarget } from '../provider.ts';
import { bindOver } from './bind.ts';
import { BoundKeys } from './bound-keys.ts';
import { withConnection, type Connection } from './connection.ts';
import type { SshDependencies } from './dependencies.ts';
import { passwordLogonNow, readSettingsIfAllowed, type ServerSettings } from './read-settings.ts';
import { Enforcement } from './enforcement.ts';
import { fireRollback } from './rollback-timer.ts';
import { RootLogon } from './root-logon.ts';
import { passwordLogon } from './sshd-settings.ts';
import { inTransaction, type Transaction } from './transaction.ts';
import { keyCredential, otherWayIn } from './ways-in.ts';

/**
 * Ends what an earlier run was cut off in. The server says how far that was; a timer of that run that is still armed
 * puts sshd's configuration back first. A key pair that opens the server is bound to the end, anything else goes back.
 */
export async function resume(
  deps: SshDependencies,
  target: ServerTarget,
  interrupted: Interrupted,
  { signal, onStep, actionId, waitsForAttempts = false }: ActionContext,
): Promise<Resumed> {
  const context = { signal, onStep, waitsForAttempts, ...(actionId === undefined ? {} : { actionId }) };
  const waysIn = { ...target, credentials: waysInOf(target, interrupted) };
  try {
    return await withConnection(deps, waysIn, context, (connection) => settle(connection, interrupted));
  } catch (error) {
    // The last way in was to be removed, and it is: its key pair was among what has just been refused.
    if (interrupted.kind !== 'unbind' || !isRefusal(error)) throw error;
    return finished({ passwordLogon: 'unknown', proven: null, pending: false });
  }
}

/** The new key first where it may be on the server: passwords may be refused by then, and a refused one is counted. */
function waysInOf(
  { credentials }: ServerTarget,
  { kind, keyPair, hadLine }: Interrupted,
): readonly Credential[] {
  const key = keyPair ? keyCredential(keyPair) : undefined;
  if (kind !== 'bind' || !key) return credentials;
  return hadLine === null ? [...credentials, key] : [key, ...credentials];
}

async function settle(connection: Connection, interrupted: Interrupted): Promise<Resumed> {
  const before = await readSettingsIfAllowed(connection);
  const settings = before && (await putBackByTimer(connection, before));
  const now = outcomeOf(settings);
  switch (interrupted.kind) {
    case 'bind':
      return settleBind(connection, settings, interrupted, now);
    case 'unbind':
      return settleUnbind(connection, settings, interrupted, now);
    case 'enable-password-logon':
      return settings && passwordLogon(settings.root) === 'enabled' ? finished(now) : rolledBack(now);
    case 'take-effect':
      return now.pending === false ? finished(now) : rolledBack(now);
  }
}

/** Makes a timer that is still armed do its work, and reads again what holds then. */
async function putBackByTimer(
  connection: Connection,
  settings: ServerSettings,
): Promise<ServerSettings | null> {
  const { actionId } = connection.context;
  const hasFired = actionId !== undefined && (await fireRollback(connection, actionId));
  return hasFired ? readSettingsIfAllowed(connection) : settings;
}

function outcomeOf(settings: ServerSettings | null): Outcome {
  return {
    passwordLogon: passwordLogonNow(settings),
    proven: null,
    pending: settings && settings.isWaiting,
  };
}

async function settleUnbind(
  connection: Connection,
  settings: ServerSettings | null,
  { keyPair }: Interrupted,
  now: Outcome,
): Promise<Resumed> {
  const keys = BoundKeys.find(connection, settings);
  if (keyPair && (await keys.has(keyPair.publicLine))) return rolledBack(now);
  return finished({ ...now, pending: now.pending === true });
}

async function settleBind(
  connection: Connection,
  settings: ServerSettings | null,
  interrupted: Interrupted,
  now: Outcome,
): Promise<Resumed> {
  const { keyPair, formerKeyPair, effect } = interrupted;
  const keys = BoundKeys.find(connection, settings);
  if (!keyPair || !(await keys.has(keyPair.publicLine))) return rolledBack(now);
  try {
    // A restart that was chosen then may come at a bad time now; a reload is enough.
    const withoutRestart = effect === 'restart' ? 'reload' : effect;
    const outcome = await bindOver(connection, { keyPair, formerKeyPair, effect: withoutRestart });
    return finished(outcome);
  } catch (error) {
    if (!(error instanceof AppError) || isLost(error)) throw error;
    await takeBack(connection, keys, interrupted);
    return rolledBack(outcomeOf(await readSettingsIfAllowed(connection)));
  }
}

/**
 * The password opens again where it did, the former key pair's line comes back, and a way in has to be known before the
 * new one's is removed, if the bind has added it. Each by itself: what opens the server stays when the rest fails.
 */
async function takeBack(connection: Connection, keys: BoundKeys, interrupted: Interrupted): Promise<void> {
  const { keyPair, formerKeyPair, hadLine, passwordLogon: before } = interrupted;
  const attempt = (work: (transaction: Transaction) => Promise<void>): Promise<void> =>
    inTransaction(connection.context, () => connection.ensureOpen(connection.target.credentials), work);
  if (before === 'enabled') await attempt((transaction) => openPasswordAgain(connection, transaction));
  await attempt(async (transaction) => {
    const { step } = transaction;
    if (formerKeyPair) await step('add-line', () => keys.add(formerKeyPair.publicLine, transaction));
    if (!keyPair || hadLine !== false) return;
    const settings = await step('read-settings', () => readSettingsIfAllowed(connection));
    await step('prove-other-way-in', () => otherWayIn(connection, settings, keyCredential(keyPair)));
    await step('remove-line', () => keys.remove(keyPair.publicLine, transaction));
  });
}

/** A machine that was restarted has lost its timer: what that would have put back is taken back now. */
async function openPasswordAgain(connection: Connection, transaction: Transaction): Promise<void> {
  const { step } = transaction;
  const settings = await step('read-settings', () => readSettingsIfAllowed(connection));
  if (!settings || passwordLogon(settings.root) === 'enabled') return;
  const enforcement = new Enforcement(connection, settings, transaction, 'reload');
  const rootLogon = new RootLogon(connection, settings, transaction);
  if (await step('write-settings', () => rootLogon.takeBack())) await enforcement.reload();
}

/** What says nothing of the server's state: to be tried again. */
function isLost({ code }: AppError): boolean {
  return ['server-connection-lost', 'server-unreachable', 'server-timeout', 'rollback-failed'].includes(code);
}

function isRefusal(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'logon-refused' || error.code === 'password-wrong');
}

function finished(outcome: Outcome): Resumed {
  return { end: 'finished', outcome };
}

function rolledBack(outcome: Outcome): Resumed {
  return { end: 'rolled-back', outcome };
}
