import type { ErrorCode, ErrorDetails } from '../../../ipc/result.ts';
import { fact, type ErrorCopy } from '../../error-words.ts';
import { keyPairs, list, servers } from '../plural.ts';

/** Regions: their names, limits and ends. */
export const regionErrors = {
  'region-name-invalid': {
    what: 'This is not a name for a region.',
    todo: 'Use 1 to 64 characters on one line.',
  },
  'region-name-taken': (details) => ({
    what: `There is a region named “${fact(details, 'name', 'like this')}” already.`,
    todo: 'Choose another name.',
  }),
  'region-limit-invalid': (details) => ({
    what: 'This is not a limit for key pairs.',
    todo: `Enter a whole number from ${fact(details, 'min', '1')} to ${fact(details, 'max', '1000')}.`,
  }),
  'region-limit-fixed': {
    what: 'The limit of key pairs in this region is set by its provider.',
    todo: 'Delete a key pair that is no longer needed to make room for another one.',
  },
  'region-not-empty': (details) => ({
    what: `This region is not empty${contents(details)}.`,
    todo: 'Delete its key pairs and remove its servers first.',
  }),
  'region-last': {
    what: 'This is the only region.',
    todo: 'Create another one first, then remove this one.',
  },
  'region-busy': {
    what: 'Something is still under way on the servers of this region.',
    todo: 'Wait until it is done, then remove the region.',
  },
  'region-lists-servers': {
    what: 'This region brings its own servers.',
    todo: 'Choose a region of your own servers at the top of the window.',
  },
  'region-servers-taken': (details) => ({
    what: `The region “${fact(details, 'name', 'that exists')}” has these servers already.`,
    todo: 'Choose it at the top of the window.',
  }),
} satisfies Partial<Record<ErrorCode, ErrorCopy>>;

/** What is in a region, from the counts of an error: a kind that there is none of is not named. */
function contents({ keyPairs: pairCount, servers: serverCount }: ErrorDetails): string {
  const named = [
    typeof pairCount === 'number' && pairCount > 0 ? keyPairs(pairCount) : '',
    typeof serverCount === 'number' && serverCount > 0 ? servers(serverCount) : '',
  ].filter(Boolean);
  return named.length === 0 ? '' : `: it has ${list(named)}`;
}
