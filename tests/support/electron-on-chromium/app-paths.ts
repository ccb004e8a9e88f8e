import type { App } from 'electron';
import { readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { notServed } from './not-served.ts';

export type PathName = Parameters<App['getPath']>[0];

const home = () => process.env['HOME'] ?? homedir();
const configHome = () => process.env['XDG_CONFIG_HOME'] ?? join(home(), '.config');

/** The folders of the freedesktop.org "user directories" that an application asks for. */
const userFolders: Partial<Record<PathName, string>> = {
  desktop: 'Desktop',
  documents: 'Documents',
  downloads: 'Downloads',
  music: 'Music',
  pictures: 'Pictures',
  videos: 'Videos',
};

/** Electron's folders on Linux; what was set goes first. */
export class AppPaths {
  private readonly set = new Map<string, string>();
  private readonly appName: () => string;

  constructor(appName: () => string) {
    this.appName = appName;
  }

  setPath(name: string, path: string): void {
    this.set.set(name, path);
  }

  getPath(name: PathName): string {
    const set = this.set.get(name);
    if (set !== undefined) return set;
    if (name === 'home') return home();
    if (name === 'temp') return tmpdir();
    if (name === 'appData') return configHome();
    if (name === 'userData' || name === 'sessionData') return join(configHome(), this.appName());
    if (name === 'logs') return join(this.getPath('userData'), 'logs');
    const folder = userFolders[name];
    return folder === undefined ? notServed(`app.getPath('${name}')`) : userFolder(name, folder);
  }
}

/** As `xdg-user-dir` reads it: `XDG_DOWNLOAD_DIR="$HOME/Loads"`. */
function userFolder(name: string, usual: string): string {
  const key = `XDG_${name === 'downloads' ? 'DOWNLOAD' : name.toUpperCase()}_DIR`;
  const line = new RegExp(`^${key}="(?:\\$HOME/)?([^"]*)"`, 'm').exec(readUserFolders())?.[1];
  if (line?.startsWith('/')) return line;
  return join(home(), line ?? usual);
}

function readUserFolders(): string {
  try {
    return readFileSync(join(configHome(), 'user-dirs.dirs'), 'utf8');
  } catch {
    return '';
  }
}
