import * as z from 'zod/mini';

/** What the native menu asks of the window, and the window's own keys. */
export const MenuCommand = z.enum([
  'new-key-pair',
  'import-key-pair',
  'add-server',
  'import-ssh-config',
  'new-region',
  'manage-regions',
  'export-activity-jsonl',
  'export-activity-csv',
  'show-key-pairs',
  'show-servers',
  'show-activity',
  'show-settings',
  'open-preferences',
  'search-everything',
  'filter-list',
  'refresh',
  'show-shortcuts',
  'copy-diagnostics',
]);
export type MenuCommand = z.infer<typeof MenuCommand>;

/**
 * The keys of what is done often, as Electron writes accelerators. `CmdOrCtrl` is the Command key on macOS and Control
 * elsewhere.
 */
export const accelerators = {
  'new-key-pair': 'CmdOrCtrl+N',
  'import-key-pair': 'CmdOrCtrl+O',
  'add-server': 'CmdOrCtrl+Shift+N',
  'show-key-pairs': 'CmdOrCtrl+1',
  'show-servers': 'CmdOrCtrl+2',
  'show-activity': 'CmdOrCtrl+3',
  'show-settings': 'CmdOrCtrl+4',
  'open-preferences': 'CmdOrCtrl+,',
  'search-everything': 'CmdOrCtrl+K',
  'filter-list': 'CmdOrCtrl+F',
  refresh: 'CmdOrCtrl+R',
  'show-shortcuts': 'CmdOrCtrl+/',
} as const satisfies Partial<Record<MenuCommand, string>>;

/** A command that has keys of its own. */
export type KeyedCommand = keyof typeof accelerators;

export function hasKeys(command: MenuCommand): command is KeyedCommand {
  return Object.hasOwn(accelerators, command);
}

interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** The command that a key press stands for, on a Mac or elsewhere. */
export function commandOfKey(pressed: PressedKey, isMac: boolean): MenuCommand | undefined {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = pressed;
  const hasModifier = isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey;
  if (!hasModifier || altKey) return undefined;
  const wanted = `CmdOrCtrl+${shiftKey ? 'Shift+' : ''}${key.toUpperCase()}`;
  // `/` is a shifted key on many keyboards.
  const others = key === '/' ? [wanted, 'CmdOrCtrl+/'] : [wanted];
  return MenuCommand.options.filter(hasKeys).find((command) => others.includes(accelerators[command]));
}

/** The keys of a command one by one, as they are written on the keyboard. */
export function keysOf(command: KeyedCommand, isMac: boolean): readonly string[] {
  const names: Readonly<Record<string, string>> = isMac
    ? { CmdOrCtrl: '⌘', Shift: '⇧' }
    : { CmdOrCtrl: 'Ctrl', Shift: 'Shift' };
  return accelerators[command].split('+').map((key) => names[key] ?? key);
}
