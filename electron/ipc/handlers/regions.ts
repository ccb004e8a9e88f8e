import type { Console } from '../../console/console.ts';
import type { Handlers } from '../handler-table.ts';

export function regionHandlers({
  regions,
}: Console): Pick<Handlers, Extract<keyof Handlers, `regions:${string}`>> {
  return {
    'regions:list': () => Promise.resolve(regions.list()),
    'regions:create': ({ name, provider }) => regions.create(name, provider),
    'regions:rename': ({ regionId, name }) => regions.rename(regionId, name),
    'regions:set-limit': ({ regionId, keyPairLimit }) => regions.setLimit(regionId, keyPairLimit),
    'regions:remove': async ({ regionId }) => {
      await regions.remove(regionId);
      return {};
    },
  };
}
