import type { ActivityKind, ActivityOutcome } from '../../model/activity.ts';
import type { Effect } from '../../model/server.ts';
import { number, plural, servers } from './plural.ts';
import { tableWords } from './table.ts';

const kinds: Record<ActivityKind, string> = {
  bind: 'Attach key pair',
  unbind: 'Detach key pair',
  'take-effect': 'Put into force',
  'verify-logon': 'Verify logon',
  'enable-password-logon': 'Re-enable password logon',
  inspect: 'Check for changes',
  refresh: 'Refresh',
  repair: 'Repair',
  'create-key-pair': 'Create key pair',
  'import-key-pair': 'Import key pair',
  'download-key-pair': 'Download private key',
  'delete-key-pair': 'Delete key pair',
  'add-server': 'Add server',
  'write-ssh-config': 'Write SSH config',
  'choose-key-file': 'Choose private key file',
  'edit-server': 'Edit server',
  'remove-server': 'Remove server',
  'accept-host-key': 'Accept host key',
  'add-authorized-key': 'Add an authorized key',
  'remove-authorized-key': 'Remove an authorized key',
  'forget-host-keys': 'Forget host keys',
  'create-region': 'Create region',
  'rename-region': 'Rename region',
  'limit-region': 'Change limit of key pairs',
  'remove-region': 'Remove region',
};

const outcomes: Record<ActivityOutcome, string> = {
  running: 'Under way',
  succeeded: 'Done',
  pending: 'Pending',
  partly: 'Partly done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
};

/** How it was chosen to come into force. */
const effects: Record<Effect, string> = {
  reload: 'Reload of the SSH service',
  restart: 'Restart now',
  postpone: 'Postponed',
};

export const activity = {
  title: 'Activity',
  filter: 'Filter activity',
  kinds,
  outcomes,
  effects,
  allKinds: 'All actions',
  allOutcomes: 'All outcomes',
  kindFilter: 'Action',
  outcomeFilter: 'Outcome',
  columns: {
    when: 'When',
    action: 'Action',
    keyPair: 'Key pair',
    where: 'Servers',
    region: 'Region',
    who: 'Who',
    outcome: 'Outcome',
    duration: 'Duration',
  },
  count: (count: number): string => plural(count, { one: '# action', other: '# actions' }),
  andMore: (names: string, more: number): string => `${names} and ${number(more)} more`,
  exportAs: { jsonl: 'Export as JSON Lines', csv: 'Export as CSV' },
  exported: (count: number, path: string): string =>
    `${plural(count, { one: '# action exported', other: '# actions exported' })} to ${path}`,
  nothingToExport: 'No action is listed.',
  table: {
    label: 'Activity',
    actions: 'Actions',
    menuFor: (label: string): string => `Actions for ${label}`,
    loading: 'Loading activity…',
    ...tableWords,
  },
  showDetails: 'Show details',
  empty: {
    title: 'Nothing was done yet',
    description: 'Whatever you do with key pairs and servers is listed here, with what became of it.',
  },
  noMatch: { title: 'No action matches', description: 'Choose other filters.' },
  failed: { title: 'The activity could not be loaded' },
  details: {
    ended: 'Ended',
    fingerprint: 'Fingerprint',
    effect: 'Takes effect by',
    results: 'Result for each server',
    failedAt: (step: string): string => `Stopped at: ${step}`,
    retry: (count: number): string => `Try Again on ${servers(count)}`,
    otherRegion: (region: string): string => `Switch to the region “${region}” to try again.`,
  },
};
