import { glob, realpath } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { AppError } from '../../shared/ipc/result.ts';
import type { IncludeProblem } from '../../shared/model/ssh-config.ts';
import { readConfigFile } from './config-file.ts';
import { parsedConfig, type Condition, type Setting } from './parsed-config.ts';

/** ssh's own limit. */
const maxDepth = 16;
/** More files than anybody has; files that include each other twice would be read without end. */
const maxFiles = 256;

export interface UserConfig {
  readonly settings: readonly Setting[];
  readonly problems: readonly IncludeProblem[];
}

/**
 * Reads the user's configuration and what it includes, by ssh's rules: relative to `~/.ssh`, with wildcards, in
 * alphabetical order; an `Include` inside a block holds for that block alone. Undefined where there is no file.
 * Errors: `file-not-readable` and `ssh-config-invalid` with the `path`.
 */
export async function readUserConfig(home: string): Promise<UserConfig | undefined> {
  const reader = new ConfigReader(home);
  const path = join(home, '.ssh', 'config');
  const settings = await reader.read(path, [], []);
  return settings === undefined ? undefined : { settings, problems: reader.problems };
}

class ConfigReader {
  readonly problems: IncludeProblem[] = [];
  readonly #home: string;
  #files = 0;

  constructor(home: string) {
    this.#home = home;
  }

  /** @param open the files that are being read, each of which includes the next */
  async read(
    path: string,
    conditions: readonly Condition[],
    open: readonly string[],
  ): Promise<readonly Setting[] | undefined> {
    const bytes = await readConfigFile(path);
    if (bytes === undefined) return undefined;
    const opened = [...open, await realpath(path)];
    const settings: Setting[] = [];
    for (const setting of parsedConfig(bytes.toString('utf8'), path)) {
      const inner = { ...setting, conditions: [...conditions, ...setting.conditions] };
      if (setting.keyword === 'include') settings.push(...(await this.#included(inner, opened)));
      else settings.push(inner);
    }
    return settings;
  }

  async #included({ words, conditions }: Setting, open: readonly string[]): Promise<readonly Setting[]> {
    const settings: Setting[] = [];
    for (const word of words) {
      for (const path of await this.#pathsOf(word)) {
        settings.push(...(await this.#include(path, conditions, open)));
      }
    }
    return settings;
  }

  async #include(
    path: string,
    conditions: readonly Condition[],
    open: readonly string[],
  ): Promise<readonly Setting[]> {
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
    this.#files += 1;
    if (this.#files > maxFiles) return 'count';
    if (open.includes(await realpath(path).catch(() => path))) return 'cycle';
    return open.length > maxDepth ? 'depth' : undefined;
  }

  async #pathsOf(word: string): Promise<readonly string[]> {
    const path = word.startsWith('~/') ? join(this.#home, word.slice(2)) : word;
    const pattern = isAbsolute(path) ? path : join(this.#home, '.ssh', path);
    // What has no wildcard is a name, also with signs that mean something to the search alone.
    if (!/[*?[]/.test(pattern)) return [pattern];
    const found: string[] = [];
    for await (const each of glob(pattern)) found.push(each);
    return found.toSorted();
  }
}
