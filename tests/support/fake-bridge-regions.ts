import type { Channel } from '../../shared/ipc/channels.ts';
import type { Request, Response } from '../../shared/ipc/contract.ts';
import { AppError } from '../../shared/ipc/result.ts';
import { isSameRegionName, type RegionView } from '../../shared/model/region.ts';
import { sampleRegion } from './fake-bridge-samples.ts';

type RegionChannel = Exclude<Extract<Channel, `regions:${string}`>, 'regions:list'>;
type RegionHandlers = { readonly [C in RegionChannel]: (request: Request<C>) => Response<C> };

/** What the regions' channels need of the bridge that answers them. */
interface RegionWorld {
  regions: readonly RegionView[];
  emit(event: 'regions:changed', payload: Record<string, never>): void;
}

export function regionHandlers(bridge: RegionWorld): RegionHandlers {
  const put = (regions: readonly RegionView[]): void => {
    bridge.regions = regions;
    bridge.emit('regions:changed', {});
  };
  const change = (id: string, changes: Partial<RegionView>): RegionView => {
    const before = bridge.regions.find((region) => region.id === id);
    if (!before) throw new AppError('region-not-found');
    const after = { ...before, ...changes };
    put(bridge.regions.map((region) => (region.id === id ? after : region)));
    return after;
  };
  return {
    'regions:create': ({ name, provider }) => {
      if (bridge.regions.some((region) => isSameRegionName(region.name, name))) {
        throw new AppError('region-name-taken', { name });
      }
      const region = sampleRegion(bridge.regions.length + 1, name, provider);
      put([...bridge.regions, region]);
      return region;
    },
    'regions:rename': ({ regionId, name }) => change(regionId, { name }),
    'regions:set-limit': ({ regionId, keyPairLimit }) => change(regionId, { keyPairLimit }),
    'regions:remove': ({ regionId }) => {
      put(bridge.regions.filter(({ id }) => id !== regionId));
      return {};
    },
  };
}
