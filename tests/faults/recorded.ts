import type { Store } from '../../electron/store/store.ts';
import type { Cast } from './orders.ts';
import type { OwnKey, Recorded } from './judge.ts';

/** What the store says of the server and of what was last done there. */
export function recordedIn(store: Store, { serverId, fresh, former }: Cast): Recorded {
  const server = store.servers.find(serverId);
  if (!server) throw new Error('the record is gone');
  const names = new Map<string | null, OwnKey>([
    [fresh, 'fresh'],
    [former, 'former'],
  ]);
  const [job] = store.jobs.list(server.regionId, 1);
  const result = job?.results[0];
  return {
    bound: names.get(server.boundKeyPairId) ?? null,
    passwordLogon: server.passwordLogon,
    isPending: server.pending !== null,
    isOpen: store.journal.find(serverId) !== undefined,
    result: { state: result?.state ?? 'waiting', code: result?.error?.code ?? null },
  };
}
