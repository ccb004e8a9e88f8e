import type { Console } from '../../console/console.ts';
import type { Handlers } from '../handler-table.ts';

import type { Native } from './native.ts';

export function sshConfigHandlers(
  { sshConfigImport, sshConfigBlocks }: Pick<Console, 'sshConfigImport' | 'sshConfigBlocks'>,
  native: Pick<Native, 'chooseKeyFile'>,
): Pick<Handlers, Extract<keyof Handlers, `ssh-config:${string}`>> {
  return {
    'ssh-config:list': ({ regionId }) => sshConfigImport.list(regionId),
    'ssh-config:import': ({ regionId, aliases, token }) => sshConfigImport.import(regionId, aliases, token),
    'ssh-config:plan': ({ subject, remove }) => sshConfigBlocks.plan(subject, remove),
    'ssh-config:apply': async ({ subject, remove, token }) => {
      await sshConfigBlocks.apply(subject, remove, token);
      return {};
    },
    'ssh-config:choose-identity-file': async ({ keyPairId }) => {
      const path = await native.chooseKeyFile();
      if (path !== null) await sshConfigBlocks.setIdentityFile(keyPairId, path);
      return { isChosen: path !== null };
    },
  };
}
