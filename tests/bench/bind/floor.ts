import { openSession } from '../../../electron/ssh/open-session.ts';
import { proveLogon } from '../../../electron/ssh/prove-logon.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { targetOf } from '../../support/sshd/target.ts';
import { timed } from '../comparison.ts';
import type { Fleet } from './fleet.ts';

/** The fresh logons of a bind: the session that stays open, the proof before the reload and the one after it. */
const proofs = 2;

/**
 * What a bind cannot do without: as many fresh, proven logons over the application's own transport, as many servers
 * at a time, and nothing else on them.
 */
export async function bareLogons({ servers, existing }: Fleet): Promise<number> {
  const targets = await Promise.all(servers.map((server) => targetOf(server, existing.credential)));
  const { signal } = new AbortController();
  const waiting = targets.values();
  const work = async (): Promise<void> => {
    for (const target of waiting) {
      const session = await openSession(target, signal);
      for (let proof = 0; proof < proofs; proof += 1)
        if (!(await proveLogon(target, existing.credential, signal))) throw new Error('a logon was refused');
      await session.close();
    }
  };
  return timed(() => Promise.all(Array.from({ length: defaultSettings.serversAtOnce }, work)));
}
