import type { Drift } from '../../shared/model/drift.ts';
import type { Timestamp } from '../../shared/model/ids.ts';
import type { PasswordLogon, Server } from '../../shared/model/server.ts';

type Recorded = Pick<Server, 'passwordLogon' | 'drift'>;

/**
 * Whether password logon is on although it was recorded as off. The record takes over what holds, so what was found
 * once counts until it is off again, or is switched on on purpose.
 */
export function isPasswordLogonBack({ passwordLogon, drift }: Recorded, now: PasswordLogon): boolean {
  const wasBack = drift?.isPasswordLogonBack ?? false;
  if (now === 'unknown') return wasBack;
  return now === 'enabled' && (wasBack || passwordLogon === 'disabled');
}

/** After a look that told of password logon and nothing else. */
export function driftAfterLook(server: Recorded, passwordLogon: PasswordLogon, now: Timestamp): Drift | null {
  const isBack = isPasswordLogonBack(server, passwordLogon);
  if (isBack === (server.drift?.isPasswordLogonBack ?? false)) return server.drift;
  return { ...(server.drift ?? nothingSeen), isPasswordLogonBack: isBack, checkedAt: now };
}

/** After a change: what was found of the keys is over. */
export function driftAfterChange({ drift }: Recorded, passwordLogon: PasswordLogon): Drift | null {
  if (drift?.isPasswordLogonBack !== true || passwordLogon === 'disabled') return null;
  return { ...nothingSeen, isPasswordLogonBack: true, checkedAt: drift.checkedAt };
}

const nothingSeen: Omit<Drift, 'checkedAt'> = {
  binding: null,
  isPasswordLogonBack: false,
  unknownKeys: 0,
  hasKeysCommand: false,
};
