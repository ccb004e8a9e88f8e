import * as z from 'zod/mini';
import { RegionId } from './ids.ts';
import { KeySpec } from './key-pair.ts';
import { Effect } from './server.ts';

/** What a region's servers are reached through. */
export const ProviderKind = z.enum(['ssh', 'practice']);
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
    /** Its provider knows the servers by itself: none are entered, and the limit is its own. */
    listsServers: z.boolean(),
    /** Whether its servers are there for other programs, too. */
    isReachable: z.boolean(),
    /** Whether there is a way to log on to choose for its servers. */
    logsOn: z.boolean(),
  }),
);
export type RegionView = z.infer<typeof RegionView>;

/** The reference's limit of key pairs a region. */
export const defaultKeyPairLimit = 10;

export const regionNameMaxLength = 64;

export type RegionNameProblem = 'empty' | 'too-long' | 'character';

/** A region's name is for people: anything printable on one line, 1 to 64 characters. */
export function regionNameProblem(name: string): RegionNameProblem | undefined {
  if (name.trim() === '') return 'empty';
  if (name.length > regionNameMaxLength) return 'too-long';
  return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(name) ? 'character' : undefined;
}

/** Two names that people would take for the same. */
export function isSameRegionName(a: string, b: string): boolean {
  return comparable(a) === comparable(b);
}

function comparable(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/** More key pairs than anyone tells apart in one list. */
export const keyPairLimitRange = { min: 1, max: 1000 } as const;

export function isKeyPairLimit(limit: number): boolean {
  return Number.isInteger(limit) && limit >= keyPairLimitRange.min && limit <= keyPairLimitRange.max;
}
