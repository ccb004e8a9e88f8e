import type { MenuCommand } from '../../../../shared/model/menu-command.ts';
import { number } from './plural.ts';

const commands: Record<MenuCommand, string> = {
  'new-key-pair': 'Create Key Pair',
  'import-key-pair': 'Import Key Pair',
  'add-server': 'Add Server',
  'show-key-pairs': 'Go to Key Pairs',
  'show-servers': 'Go to Servers',
  'show-activity': 'Go to Activity',
  'show-settings': 'Go to Settings',
  'open-preferences': 'Open Settings',
  'search-everything': 'Search Everything',
  'filter-list': 'Filter the List',
  refresh: 'Refresh',
  'show-shortcuts': 'Show Keyboard Shortcuts',
};

/** Words of the search over everything, and of the keyboard's commands. */
export const palette = {
  title: 'Search everything',
  placeholder: 'Key pair, server, address or action',
  open: 'Search or run an action',
  results: 'Results',
  none: 'Nothing is called so.',
  loading: 'Looking through all regions…',
  more: (count: number): string => `and ${number(count)} more: type more of the name`,
  hint: '↑ ↓ to move, Enter to go there, Tab for what can be done with it, Esc to close',
  hintBack: 'Enter to do it, Esc to go back',
  actions: 'Actions',
  keyPairs: 'Key Pairs',
  servers: 'Servers',
  /** Beside an action's name: what is chosen next. */
  ofKeyPair: 'of a key pair…',
  ofServer: 'of a server…',
  actionsOf: (name: string): string => `Actions of ${name}`,
  unread: (regions: string): string => `Could not be searched: ${regions}`,
  commands,
  switchRegion: (region: string): string => `Switch to “${region}”`,
  themes: { system: 'Theme: As the System', light: 'Theme: Light', dark: 'Theme: Dark' },
  manageRegions: 'Manage Regions',
  reread: 'The lists were read again',
  listsServers: 'This region lists its servers by itself.',
  noServers: 'There is no server in this region yet.',
  practise: 'Try the Practice Region',
  checkKeychain: 'Check Keychain',
  shortcuts: {
    title: 'Keyboard shortcuts',
    everywhere: 'Everywhere',
    inTables: 'In a table',
    table: {
      move: { label: 'To the next or previous row', keys: ['↑', '↓'] },
      page: { label: 'Ten rows on, first, last', keys: ['Page Down', 'Home', 'End'] },
      open: { label: 'Open the row', keys: ['Enter'] },
      select: { label: 'Select the row', keys: ['Space'] },
      extend: { label: 'Select up to the next row', keys: ['Shift', '↓'] },
      clear: { label: 'Clear the selection', keys: ['Esc'] },
    },
    selectAll: 'Select all rows',
  },
};
