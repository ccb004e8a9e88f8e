import type { Console } from '../../console/console.ts';
import { fingerprintOfLine } from '../../keys/fingerprint.ts';
import type { Handlers } from '../handler-table.ts';
import type { Native } from './native.ts';

export function authorizedKeyHandlers(
  { authorizedKeys }: Console,
  native: Pick<Native, 'copy'>,
): Pick<Handlers, `authorized-keys:${'list' | 'add' | 'remove' | 'copy'}`> {
  return {
    'authorized-keys:list': ({ serverId, secrets }) => authorizedKeys.list(serverId, secrets ?? {}),
    'authorized-keys:add': async ({ serverId, keyPairId, secrets }) =>
      authorizedKeys.add(serverId, keyPairId, secrets ?? {}),
    'authorized-keys:remove': async ({ serverId, line, evenIfLastWayIn, secrets }) =>
      authorizedKeys.remove(serverId, line, evenIfLastWayIn, secrets ?? {}),
    'authorized-keys:copy': async ({ publicLine, part }) => {
      await native.copy(part === 'line' ? publicLine : fingerprintOfLine(publicLine));
      return {};
    },
  };
}
