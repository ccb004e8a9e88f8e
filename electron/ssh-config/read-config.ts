import { readdir, realpath } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { AppError } from '../../shared/ipc/result.ts';
import type { IncludeProblem } from '../../shared/model/ssh-config.ts';
import { maxConfigBytes, readConfigFile } from './config-file.ts';
import { parsedConfig, type Condition, type Setting } from './parsed-config.ts';
import { isPathPattern, matchingPaths } from './path-pattern.ts';

/** ssh's own limit. */
const maxDepth = 16;
/** More files than anybody has; files that include each other twice would be read without end. */
const maxFiles = 256;
/** Folders that are looked through for patterns. */
const maxFolders = 1024;

export interface UserConfig {
  readonly settings: readonly Setting[];
  readonly problems: readonly IncludeProblem[];
}

/**
 * Reads the user's configuration and what it includes, by ssh's rules: relative to `~/.ssh`, with wildcards, in
 * alphabetical order; an `Include` inside a block holds for that block alone. Undefined where there is no file.
 * Errors: `file-not-readable` and `ssh-config-invalid` with the `path`.
 * @param passedOver a file that is read as if it were not there
 */
export async function readUserConfig(home: string, passedOver?: string): Promise<UserConfig | undefined> {
  const reader = new ConfigReader(home, passedOver);
  const path = join(home, '.ssh', 'config');
  const settings = await reader.read(path, [], []);
  return settings === undefined ? undefined : { settings, problems: reader.problems };
}

class ConfigReader {
  readonly problems: IncludeProblem[] = [];
  readonly #home: string;
  readonly #passedOver: string | undefined;
  #files = 0;
  #folders = 0;
  #bytesLeft = maxConfigBytes;

  constructor(home: string, passedOver: string | undefined) {
    this.#home = home;
    this.#passedOver = passedOver;
  }

  /** @param open the files that are being read, each of which includes the next */
  async read(
    path: string,
    conditions: readonly Condition[],
    open: readonly string[],
  ): Promise<readonly Setting[] | undefined> {
    if (path === this.#passedOver) return [];
    const bytes = await readConfigFile(path, this.#bytesLeft);
    if (bytes === undefined) return undefined;
    this.#bytesLeft -= bytes.length;
    const opened = [...open, await realPath(path)];
    const settings: Setting[] = [];
    for (const setting of parsedConfig(bytes.toString('utf8'), path, conditions)) {
      const found = setting.keyword === 'include' ? await this.#included(setting, opened) : [setting];
      for (const each of found) settings.push(each);
    }
    return settings;
  }

  async #included({ words, conditions }: Setting, open: readonly string[]): Promise<readonly Setting[]> {
    const files: (readonly Setting[])[] = [];
    for (const word of words) {
      for (const path of await this.#pathsOf(word)) files.push(await this.#include(path, conditions, open));
    }
    return files.flat();
  }

  async #include(
    path: string,
    conditions: readonly Condition[],
    open: readonly string[],
  ): Promise<readonly Setting[]> {
    this.#files += 1;
    // Said once: what comes after it may be without number.
    if (this.#files > maxFiles + 1) return [];
    const reason = await this.#whyNot(path, open);
    try {
      if (reason === undefined) return (await this.read(path, conditions, open)) ?? [];
      this.problems.push({ path, reason });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'file-not-readable') throw error;
      this.problems.push({ path, reason: 'not-readable' });
    }
    return [];
  }

  async #whyNot(path: string, open: readonly string[]): Promise<IncludeProblem['reason'] | undefined> {
    if (this.#files > maxFiles) return 'count';
    if (open.includes(await realPath(path))) return 'cycle';
    return open.length > maxDepth ? 'depth' : undefined;
  }

  #pathsOf(word: string): Promise<readonly string[]> {
    const path = word.startsWith('~/') ? join(this.#home, word.slice(2)) : word;
    const full = isAbsolute(path) ? path : join(this.#home, '.ssh', path);
    if (!isPathPattern(full)) return Promise.resolve([full]);
    return matchingPaths(full, (folder) => this.#namesIn(folder));
  }

  async #namesIn(folder: string): Promise<readonly string[]> {
    this.#folders += 1;
    if (this.#folders > maxFolders) return [];
    return readdir(folder).catch(() => []);
  }
}

/** One that went away meanwhile is called what it was called. */
function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}
