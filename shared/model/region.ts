import * as z from 'zod/mini';
import { RegionId } from './ids.ts';
import { KeySpec } from './key-pair.ts';
import { Effect } from './server.ts';

/** What a region's servers are reached through. */
export const ProviderKind = z.enum(['ssh']);
export type ProviderKind = z.infer<typeof ProviderKind>;

/** The scope of a key pair's name, of the limit of key pairs, and of a list of servers. */
export const Region = z.readonly(
  z.object({
    id: RegionId,
    name: z.string(),
    provider: ProviderKind,
    keyPairLimit: z.int().check(z.positive()),
  }),
);
export type Region = z.infer<typeof Region>;

/** A region as the window gets it: with what its provider can do, recommended or default first. */
export const RegionView = z.readonly(
  z.object({
    ...Region.def.innerType.shape,
    keySpecs: z.readonly(z.array(KeySpec)),
    effects: z.readonly(z.array(Effect)),
  }),
);
export type RegionView = z.infer<typeof RegionView>;

/** The reference's limit of key pairs a region. */
export const defaultKeyPairLimit = 10;
