import type { OsKind, PasswordLogon, Pending, ServerStatus, StatusProblem } from '../../model/server.ts';
import * as plural from './plural.ts';
import { fieldProblems, notSelectable } from './server-rules.ts';
import { tableWords } from './table.ts';

const statuses: Record<ServerStatus, string> = {
  running: 'Running',
  stopped: 'Stopped',
  starting: 'Starting',
  unknown: 'Unknown',
};

/** In the place of the status. */
const statusProblems: Record<StatusProblem, { readonly label: string; readonly why: string }> = {
  'host-key-changed': {
    label: 'Host key changed',
    why: 'Status unknown: what answers shows another host key than the accepted one. Compare it on the server’s page, under Edit.',
  },
  'host-key-revoked': {
    label: 'Host key revoked',
    why: 'Status unknown: what answers shows a host key that is marked as revoked in known_hosts.',
  },
};

const osKinds: Record<OsKind, string> = {
  linux: 'Linux',
  windows: 'Windows',
  other: 'Not Linux',
  unknown: 'Not read yet',
};

const passwordLogons: Record<PasswordLogon, string> = {
  enabled: 'Enabled',
  disabled: 'Disabled',
  unknown: 'Unknown',
};

const pendingChanges: Record<Pending['change'], (keyPair: string) => string> = {
  bind: (keyPair) => `Attach ${quoted(keyPair)}`,
  unbind: (keyPair) => `Detach ${quoted(keyPair)}`,
  'enable-password-logon': () => 'Re-enable password logon',
};

/** The same in a word: the table's cell explains it. */
const pendingChangesShort: Record<Pending['change'], string> = {
  bind: 'Attach',
  unbind: 'Detach',
  'enable-password-logon': 'Password logon',
};

/** A key pair that is not in the list any more has no name to show. */
function quoted(keyPair: string): string {
  return keyPair === '' ? 'a key pair' : `“${keyPair}”`;
}

const pendingWaits: Record<Pending['waitsFor'] | 'restart-or-reload', string> = {
  restart: 'Takes effect after a restart.',
  'restart-or-reload': 'Takes effect after a restart or reload.',
  server: 'Is carried out when the server is up again.',
};

export const servers = {
  title: 'Servers',
  filter: 'Filter servers',
  found: (part: number, all: number): string => `${plural.number(part)} of ${plural.servers(all)}`,
  statuses,
  statusProblems,
  osKinds,
  passwordLogons,
  pendingChanges,
  pendingChangesShort,
  pendingWaits,
  notSelectable,
  fieldProblems,
  aKeyPair: 'a key pair',
  columns: {
    name: 'Name',
    status: 'Status',
    os: 'OS',
    address: 'Address',
    keyPair: 'Key pair',
    passwordLogon: 'Password logon',
    pending: 'Pending',
  },
  passwordLogonOfRoot: 'Password logon (root). Other accounts are not affected.',
  detachFrom: (keyPair: string, count: number): string => `“${keyPair}” from ${plural.servers(count)}`,
  noKeyPair: 'None',
  pendingNeedsYou: 'Needs you',
  pendingProblem: (what: string): string =>
    `The server is up, but this could not be carried out by itself. ${what}`,
  carriedOut: (name: string): string => `${name} is up, and what was pending there is done`,
  postponed: (name: string): string =>
    `${name} is up. The change was made there and takes effect with the next restart`,
  notCarriedOut: (name: string): string => `${name} is up, but what is pending there needs you`,
  interruptedEnded: {
    finished: (name: string): string => `The action that was cut off on ${name} has been finished`,
    'rolled-back': (name: string): string => `The action that was cut off on ${name} has been put back`,
  },
  /** Where what waits for a restart can be put into force. */
  pendingFinish: 'Finish What Is Pending, in the row’s menu, does that.',
  pendingSince: (waits: string, since: string): string => `${waits} Chosen ${since}.`,
  checked: (when: string): string => `Last read ${when}`,
  neverChecked: 'Never read so far',
  actions: {
    add: 'Add Server',
    refresh: 'Refresh Status',
    refreshAll: 'Refresh All',
    further: 'More Actions',
    attach: 'Attach Key Pair',
    detach: 'Detach Key Pair',
    finish: 'Finish What Is Pending',
    restart: 'Restart',
    restartSeveral: 'Restart or Finish Pending',
    verify: 'Verify Logon',
    inspect: 'Check for Changes',
    authorizedKeys: 'Authorized Keys',
    enablePasswordLogon: 'Re-enable Password Logon',
    copySshCommand: 'Copy ssh Command',
    ssh: 'SSH',
    openTerminal: 'Open in Terminal',
    details: 'Show Details',
    edit: 'Edit',
    remove: 'Remove',
  },
  verifyMeans: 'Logs on once with the bound key pair.',
  inspectMeans: 'Looks whether keys or password logon were changed by others.',
  /** Why an action of a row can't be chosen. */
  disabled: {
    unreachable: 'Practice servers can’t be reached from outside Latchkey.',
    noKeyPair: 'No key pair is bound to it.',
    noPrivateKey: 'The private key is not on this computer.',
    noKeyPairsInRegion: 'There is no key pair in this region yet.',
    passwordLogonEnabled: 'Password logon is enabled.',
    stopped: 'It is stopped.',
    noneSelectable: 'A key pair can be put on none of them.',
    noneLinux: 'None of them is a Linux server.',
    noneBound: 'No key pair is bound to any of them.',
    allStopped: 'They are stopped.',
    noneRestartable: 'None of them can be restarted.',
  },
  table: {
    label: 'Servers',
    actions: 'Actions',
    menuFor: (name: string): string => `Actions for ${name}`,
    loading: 'Loading servers…',
    ...tableWords,
    selectRow: (name: string): string => `Select ${name}`,
    selectAll: 'Select all servers',
    selected: (count: number): string => `${plural.servers(count)} selected`,
  },
  empty: {
    title: 'No servers yet',
    description: 'Add a server that you can already log on to. Then you can put key pairs on it.',
  },
  /** In a region that lists its servers by itself. */
  emptyListed: {
    title: 'No servers are left',
    description:
      'All servers that this region brings were removed from its list. To have them again, remove the region and add it anew.',
  },
  noMatch: { title: 'No server matches', description: 'Try other words.' },
  failed: { title: 'The servers could not be loaded' },
  sshNeedsKeyFile: (keyPair: string): string =>
    `Name the private key file of “${keyPair}” in it with -i. Latchkey knows of no file that ssh can read.`,
  sshCommandCopied: (name: string): string => `The ssh command for ${name} is on the clipboard`,
  refreshed: (name: string): string => `${name} was read again`,
  refreshedAs: (name: string, status: string): string => `${name} was looked at again: ${status}`,
  removed: (name: string): string => `${name} was removed from the list`,
  added: (name: string): string => `${name} was added`,
  saved: (name: string): string => `${name} was saved`,
};
