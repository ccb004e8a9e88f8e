import type { IncludeProblem } from '../../model/ssh-config.ts';
import { list, ofAll, plural, servers } from './plural.ts';

const include: Record<IncludeProblem['reason'], (path: string) => string> = {
  depth: (path) => `${path} is included by more than 16 files in a row, and was not read.`,
  cycle: (path) => `${path} includes itself, and was not read again.`,
  count: (path) => `There are more than 256 included files: ${path} was not read.`,
  'not-readable': (path) => `${path} is included, but cannot be read.`,
};

/** How many patterns a sentence names. */
const most = 8;

/** Taking servers over from `~/.ssh/config`. */
export const sshConfigImport = {
  action: 'Import from SSH Config…',
  title: 'Import from SSH Config',
  description: 'No connection is made, and your configuration stays as it is.',
  list: 'Servers in your SSH configuration',
  reading: 'Reading your SSH configuration…',
  noFile: {
    title: 'You have no SSH configuration',
    text: (path: string): string => `There is no file ${path}. Add a server by hand instead.`,
  },
  noHosts: {
    title: 'No servers in your SSH configuration',
    text: (path: string): string => `${path} names no single machine with a Host line.`,
  },
  all: (chosen: number, all: number): string => `All that can be added (${ofAll(chosen, all)} chosen)`,
  noneChosen: 'Choose at least one server.',
  add: (count: number): string => `Add ${servers(count)}`,
  added: (count: number): string => `${servers(count)} added. Refresh All shows their status.`,
  failed: (count: number): string => `${servers(count)} could not be added`,
  agent: 'Logs on by the SSH agent.',
  keyFile: (path: string, isEncrypted: boolean): string =>
    isEncrypted ? `Logs on with ${path}; its passphrase is asked for.` : `Logs on with ${path}.`,
  notAdded: (reason: string): string => `Can’t be added: ${reason}`,
  hostKeyKnown: 'Its host key is known.',
  hostKeyUnknown: 'Its host key will be shown to you.',
  moreHosts: (count: number): string =>
    plural(count, {
      one: 'One more server is named than this list holds. It can be added by hand.',
      other: '# more servers are named than this list holds. They can be added by hand.',
    }),
  wildcards: (patterns: readonly string[]): string =>
    `${list(patterns.length > most ? [...patterns.slice(0, most), 'others'] : patterns)}: patterns for several names are no servers. Their settings were taken into account.`,
  matchBlocks: (count: number): string =>
    plural(count, {
      one: 'One Match block was not taken into account.',
      other: '# Match blocks were not taken into account.',
    }),
  include,
};
