import type { MenuCommand } from '../../model/menu-command.ts';

/** Words of the native menu. `&` marks the letter for Alt. */
const menu = {
  file: '&File',
  edit: '&Edit',
  view: '&View',
  exportActivity: 'Export Activity',
  manual: 'OpenSSH Manual Pages',
  commands: {
    'new-key-pair': 'Create Key Pair…',
    'import-key-pair': 'Import Key Pair…',
    'add-server': 'Add Server…',
    'import-ssh-config': 'Import from SSH Config…',
    'new-region': 'New Region…',
    'manage-regions': 'Manage Regions…',
    'export-activity-jsonl': 'As JSON Lines…',
    'export-activity-csv': 'As CSV…',
    'show-key-pairs': 'Key Pairs',
    'show-servers': 'Servers',
    'show-activity': 'Activity',
    'show-settings': 'Settings',
    'open-preferences': 'Settings…',
    'search-everything': 'Search Everything…',
    'filter-list': 'Filter the List',
    refresh: 'Refresh',
    'show-shortcuts': 'Keyboard Shortcuts',
    'copy-diagnostics': 'Copy Diagnostics',
  } satisfies Record<MenuCommand, string>,
};

/** While a job is under way. */
const quit = {
  message: 'Latchkey is still working on your servers.',
  detail:
    'Cancelling finishes or puts back what is under way and begins nothing else. Either way Latchkey quits only when no server is left half done.',
  keepOpen: 'Keep Latchkey Open',
  cancelAndQuit: 'Cancel and Quit',
  quitWhenDone: 'Quit When Done',
};

/** What nobody was prepared for, and the window may be gone. */
const fatal = {
  hasToClose: 'Latchkey has to close',
  couldNotStart: 'Latchkey could not start',
  seeLog: (path: string): string => `What happened is in ${path}`,
};

/** Kinds of files, in the system's file dialogs. */
const fileKinds = { jsonl: 'JSON Lines', csv: 'CSV' };

/** Of the user's own servers, until it is given another name. */
const firstRegion = 'My servers';

/** What is said outside of the page, where the operating system draws it or nothing does yet: perhaps before there is a page. */
export const native = { menu, quit, fatal, fileKinds, firstRegion };
