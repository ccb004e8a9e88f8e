import type { Interrupted, Resumed } from '../provider.ts';
import type { MachineAction } from './machine-action.ts';

/** A sample machine takes a change whole or not at all, so all there is to do is to look which. */
export async function resume(
  action: MachineAction,
  { kind, keyPair }: Pick<Interrupted, 'kind' | 'keyPair'>,
): Promise<Resumed> {
  await action.step('connect', 'read-settings');
  const isOn = keyPair !== null && action.hasKey(keyPair);
  const ends = {
    bind: isOn,
    unbind: !isOn,
    'take-effect': true,
    'enable-password-logon': action.willAllowPassword,
  } as const;
  return { end: ends[kind] ? 'finished' : 'rolled-back', outcome: action.outcome() };
}
