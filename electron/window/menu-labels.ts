import type { MenuCommand } from '../../shared/model/menu-command.ts';

/** Words of the native menu: it is drawn before there is a page. `&` marks the letter for Alt. */
export const menuLabels = {
  file: '&File',
  edit: '&Edit',
  view: '&View',
  manual: 'OpenSSH Manual Pages',
  commands: {
    'new-key-pair': 'New Key Pair…',
    'import-key-pair': 'Import Key Pair…',
    'add-server': 'Add Server…',
    'show-key-pairs': 'Key Pairs',
    'show-servers': 'Servers',
    'show-activity': 'Activity',
    'show-settings': 'Settings',
    'open-preferences': 'Settings…',
    'search-everything': 'Search Everything…',
    'filter-list': 'Filter the List',
    refresh: 'Refresh',
    'show-shortcuts': 'Keyboard Shortcuts',
  } satisfies Record<MenuCommand, string>,
} as const;
