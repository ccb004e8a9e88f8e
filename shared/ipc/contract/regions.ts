import * as z from 'zod/mini';
import { RegionId } from '../../model/ids.ts';
import { ProviderKind, RegionView } from '../../model/region.ts';
import { done, nothing, text } from './fields.ts';

export const regionChannels = {
  'regions:list': { request: nothing, response: z.array(RegionView) },
  'regions:create': {
    request: z.strictObject({ name: text, provider: ProviderKind }),
    response: RegionView,
  },
  'regions:rename': { request: z.strictObject({ regionId: RegionId, name: text }), response: RegionView },
  'regions:set-limit': {
    request: z.strictObject({ regionId: RegionId, keyPairLimit: z.number() }),
    response: RegionView,
  },
  /** Where the provider lists the servers, its records and key pairs go with it; else it has to be empty. */
  'regions:remove': { request: z.strictObject({ regionId: RegionId }), response: done },
} as const;
