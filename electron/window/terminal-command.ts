import { AppError } from '../../shared/ipc/result.ts';

/** A program with its arguments, as they are given to the operating system: no shell takes them apart. */
export type Command = readonly [program: string, ...args: string[]];

/** Whether a program of this name can be started. */
export type CanStart = (program: string) => boolean;

interface Desktop {
  readonly platform: NodeJS.Platform;
  /** The user's own choice (`$TERMINAL`). */
  readonly preferred: string | undefined;
  readonly canStart: CanStart;
}

/** How each terminal takes a command; the rest of its arguments is the command, one argument each. */
const linuxTerminals: readonly (readonly [program: string, ...flags: string[]])[] = [
  ['x-terminal-emulator', '-e'],
  ['gnome-terminal', '--'],
  ['kgx', '--'],
  ['konsole', '-e'],
  ['xfce4-terminal', '-x'],
  ['kitty'],
  ['alacritty', '-e'],
  ['foot'],
  ['xterm', '-e'],
];

const terminalScript = [
  'on run argv',
  'tell application "Terminal"',
  'do script (item 1 of argv)',
  'activate',
  'end tell',
  'end run',
];

/** Opens a command in a window of the system's terminal. Errors: `terminal-not-found`, `request-invalid`. */
export function terminalCommand(command: Command, { platform, preferred, canStart }: Desktop): Command {
  // A terminal acts on them, and no name or path that a server has holds any.
  if (command.some((arg) => /[\p{Cc}\p{Zl}\p{Zp}]/u.test(arg))) throw new AppError('request-invalid');
  if (platform === 'darwin') return macCommand(command);
  if (platform === 'win32') return windowsCommand(command, canStart);
  return linuxCommand(command, preferred, canStart);
}

function linuxCommand(command: Command, preferred: string | undefined, canStart: CanStart): Command {
  const own = linuxTerminals.find(([name]) => name === preferred?.split('/').at(-1))?.slice(1) ?? ['-e'];
  const choices = preferred ? [[preferred, ...own] as const, ...linuxTerminals] : linuxTerminals;
  const found = choices.find(([program]) => canStart(program));
  if (!found) throw new AppError('terminal-not-found');
  return [...found, ...command];
}

/** Terminal takes one line for a shell: it goes there as an argument of the script, each word in quotes. */
function macCommand(command: Command): Command {
  const line = command.map((arg) => `'${arg.replaceAll("'", `'\\''`)}'`).join(' ');
  return ['/usr/bin/osascript', ...terminalScript.flatMap((text) => ['-e', text]), line];
}

/** Windows Terminal takes a semicolon for the end of a command; the console host takes the arguments as they are. */
function windowsCommand(command: Command, canStart: CanStart): Command {
  if (canStart('wt.exe'))
    return ['wt.exe', 'new-tab', '--', ...command.map((arg) => arg.replaceAll(';', '\\;'))];
  if (canStart('conhost.exe')) return ['conhost.exe', ...command];
  throw new AppError('terminal-not-found');
}
