/** How the executable was called. */
export interface CommandLine {
  /** `-r`: modules to load before the application. */
  readonly preloads: readonly string[];
  /** Folder or file of the application. */
  readonly appPath: string;
  /** Without the leading dashes; a switch without a value has ''. */
  readonly switches: Map<string, string>;
}

/** Reads arguments as Electron does: switches may stand anywhere, the first other word is the application. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const preloads: string[] = [];
  const words: string[] = [];
  const switches = new Map<string, string>();
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? '';
    if (word === '-r' || word === '--require') preloads.push(args[(index += 1)] ?? '');
    else if (word.startsWith('--')) switches.set(...splitSwitch(word));
    else words.push(word);
  }
  const appPath = words[0];
  if (appPath === undefined)
    throw new Error('usage: electron [switches] <folder or file of the application>');
  return { preloads, appPath, switches };
}

function splitSwitch(word: string): [string, string] {
  const equals = word.indexOf('=');
  return equals < 0 ? [word.slice(2), ''] : [word.slice(2, equals), word.slice(equals + 1)];
}
