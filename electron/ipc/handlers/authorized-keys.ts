import type { Console } from '../../console/console.ts';
import type { Handlers } from '../handler-table.ts';

export function authorizedKeyHandlers({
  authorizedKeys,
}: Console): Pick<Handlers, `authorized-keys:${'list' | 'add' | 'remove'}` | 'servers:inspect'> {
  return {
    'authorized-keys:list': ({ serverId, secrets }) => authorizedKeys.list(serverId, secrets ?? {}),
    'authorized-keys:add': async ({ serverId, keyPairId, secrets }) =>
      authorizedKeys.add(serverId, keyPairId, secrets ?? {}),
    'authorized-keys:remove': async ({ serverId, line, evenIfLastWayIn, secrets }) =>
      authorizedKeys.remove(serverId, line, evenIfLastWayIn, secrets ?? {}),
    'servers:inspect': ({ serverId, secrets }) => authorizedKeys.inspect(serverId, secrets ?? {}),
  };
}
