import type { JobKind, JobResult } from '../../shared/model/job.ts';
import type { PasswordLogon, Server } from '../../shared/model/server.ts';
import { texts } from '../../shared/texts/texts.ts';

const words = texts.jobs.logon;

type Words = Readonly<Record<PasswordLogon, string>>;

/** By what was done, where it is said in other words than usual. */
const afterAction: Readonly<Partial<Record<JobKind, Words>>> = {
  unbind: words.afterDetach,
  'enable-password-logon': words.afterEnabling,
};

/** These change who can log on. */
const changing: readonly JobKind[] = ['bind', 'unbind', 'take-effect', 'enable-password-logon', 'repair'];

/** Whether root can log on with a password now; undefined where the action has not changed anything on the server. */
export function passwordNow(
  kind: JobKind,
  { state, proven }: Pick<JobResult, 'state' | 'proven'>,
  { passwordLogon, pending }: Pick<Server, 'passwordLogon' | 'pending'>,
): string | undefined {
  if (!changing.includes(kind)) return undefined;
  if (state === 'pending')
    return pending?.waitsFor === 'restart' ? words.untilThen[passwordLogon] : undefined;
  if (state !== 'succeeded') return undefined;
  const isKept = kind === 'bind' && proven === false && passwordLogon === 'enabled';
  return isKept ? words.keptOn : (afterAction[kind] ?? words.now)[passwordLogon];
}
