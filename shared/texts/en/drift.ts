import type { BindingState } from '../../model/drift.ts';
import { plural, servers } from './plural.ts';

/** What was found of the bound key pair, in a sentence. */
const bindings: Record<BindingState, string> = {
  bound: 'The key pair is bound and in force.',
  'line-missing': 'The line of the bound key pair is gone from the server.',
  'line-changed': 'Somebody has put options on the line of the bound key pair: it is no longer a full logon.',
  'line-shadowed':
    'An earlier line with the same key has options, and the server takes the first: the bound key pair is no longer a full logon.',
  'logon-refused': 'The line is right, but the server refuses the bound key pair all the same.',
};

/** The same in two words. */
const marks: Record<BindingState, string> = {
  bound: 'Bound',
  'line-missing': 'Line missing',
  'line-changed': 'Line changed',
  'line-shadowed': 'Line shadowed',
  'logon-refused': 'Logon refused',
};

const advice: Record<BindingState, string> = {
  bound: '',
  'line-missing': 'Repair puts it there again.',
  'line-changed': 'Repair takes the options off again.',
  'line-shadowed':
    'Latchkey leaves that line alone, because somebody else wrote it. Look at it in Authorized Keys and remove it if it should not be there.',
  'logon-refused':
    'Latchkey can’t repair that. Check owner and permissions of the home folder and of .ssh, and whether the SSH service allows keys for this account.',
};

/** What Check for Changes finds. */
export const drift = {
  bindings,
  marks,
  advice,
  noKeyPair: 'No key pair is bound.',
  differs: 'Differs',
  passwordBack: 'Password logon for root is on again.',
  passwordBackMark: 'Password on',
  passwordBackAdvice: 'Repair switches it off again.',
  passwordBackUnbound: 'Attach a key pair to switch it off again, or re-enable it on purpose.',
  unknownKeys: (count: number): string =>
    plural(count, {
      one: '# key opens the account that is none of this region’s.',
      other: '# keys open the account that are none of this region’s.',
    }),
  keysCommand: 'The server also asks a program for keys, which Latchkey can’t list.',
  found: (what: string, when: string): string => `${what} Found ${when}.`,
  leftOut: (count: number): string => `Left out: ${servers(count)}`,
  noneToCheck: 'There is no Linux server to check.',
  checkAll: 'Check All',
  repair: 'Repair',
  repairNamed: (server: string): string => `Repair ${server}`,
  repairAll: (count: number): string => `Repair ${servers(count)}`,
  showKeys: 'Authorized Keys',
  showKeysOf: (server: string): string => `Authorized keys of ${server}`,
  /** @param isWhole whether all of them could be looked at */
  nothingDiffers: (summary: string, isWhole: boolean): string =>
    isWhole ? `${summary}, nothing differs` : `${summary}. Nothing differs on those that could be read.`,
};
