import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { accelerators, hasKeys, MenuCommand } from '../../shared/model/menu-command.ts';
import { texts } from '../../shared/texts/texts.ts';
import { openExternalLink } from './external-links.ts';

type Item = MenuItemConstructorOptions;

interface MenuParts {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  /** Asks the window to carry out a command. */
  readonly run: (command: MenuCommand) => void;
}

const { menu: words } = texts.native;
const separator: Item = { type: 'separator' };

/** Puts the native menu in place. */
export function buildMenu(run: (command: MenuCommand) => void): void {
  const template = menuTemplate({ platform: process.platform, isPackaged: app.isPackaged, run });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

/** Lets the window's commands be chosen, or greys them out: while it starts, and while a dialog has the keyboard. */
export function enableCommands(enabled: boolean): void {
  const menu = Menu.getApplicationMenu();
  for (const id of MenuCommand.options) {
    const item = menu?.getMenuItemById(id);
    if (item) item.enabled = enabled;
  }
}

/** The menu as the platform has it; what is for developers is left out of a packaged application. */
export function menuTemplate({ platform, isPackaged, run }: MenuParts): Item[] {
  const isMac = platform === 'darwin';
  const command = (id: MenuCommand): Item => ({
    id,
    label: words.commands[id],
    ...(hasKeys(id) ? { accelerator: accelerators[id] } : {}),
    // Until the window says that it can carry one out.
    enabled: false,
    click: () => run(id),
  });
  return [
    ...(isMac ? [appMenu(command('open-preferences'))] : []),
    { label: words.file, submenu: fileItems(isMac, command) },
    { label: words.edit, submenu: [...editItems, separator, command('filter-list')] },
    { label: words.view, submenu: viewItems(isMac, isPackaged, command) },
    { role: 'windowMenu' },
    { role: 'help', submenu: helpItems(isMac, command) },
  ];
}

function appMenu(preferences: Item): Item {
  return {
    label: app.name,
    submenu: [
      { role: 'about' },
      separator,
      preferences,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
}

function fileItems(isMac: boolean, command: (id: MenuCommand) => Item): Item[] {
  return [
    command('new-key-pair'),
    command('import-key-pair'),
    separator,
    command('add-server'),
    command('import-ssh-config'),
    separator,
    command('new-region'),
    command('manage-regions'),
    separator,
    {
      label: words.exportActivity,
      submenu: [command('export-activity-jsonl'), command('export-activity-csv')],
    },
    separator,
    // macOS has these two in the application's own menu, and closing a window here; the others have that under Window.
    ...(isMac
      ? [{ role: 'close' as const }]
      : [command('open-preferences'), separator, { role: 'quit' as const }]),
  ];
}

const editItems: readonly Item[] = [
  { role: 'undo' },
  { role: 'redo' },
  separator,
  { role: 'cut' },
  { role: 'copy' },
  { role: 'paste' },
  { role: 'selectAll' },
];

function viewItems(isMac: boolean, isPackaged: boolean, command: (id: MenuCommand) => Item): Item[] {
  return [
    command('show-key-pairs'),
    command('show-servers'),
    command('show-activity'),
    command('show-settings'),
    separator,
    command('search-everything'),
    command('refresh'),
    separator,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    ...(isMac ? [] : moreZoomKeys),
    separator,
    { role: 'togglefullscreen' },
    ...(isPackaged ? [] : developerItems),
  ];
}

/**
 * Outside macOS, Electron's own keys for zooming in want Shift, and none are on the number pad. An item has one
 * accelerator, and one that is hidden is heard all the same.
 */
const moreZoomKeys: readonly Item[] = [
  { role: 'zoomIn', accelerator: 'Ctrl+=', visible: false },
  { role: 'zoomIn', accelerator: 'Ctrl+numadd', visible: false },
  { role: 'zoomOut', accelerator: 'Ctrl+numsub', visible: false },
  { role: 'resetZoom', accelerator: 'Ctrl+num0', visible: false },
];

const developerItems: readonly Item[] = [
  separator,
  { role: 'reload', accelerator: 'CmdOrCtrl+Alt+R' },
  { role: 'toggleDevTools' },
];

function helpItems(isMac: boolean, command: (id: MenuCommand) => Item): Item[] {
  return [
    command('show-shortcuts'),
    {
      label: words.manual,
      click: () => void openExternalLink('https://www.openssh.com/manual.html'),
    },
    separator,
    command('copy-diagnostics'),
    ...(isMac ? [] : [separator, { role: 'about' as const }]),
  ];
}
