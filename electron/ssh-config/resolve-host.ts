import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { matchesPatternList } from '../ssh/host-pattern.ts';
import type { Condition, Setting } from './parsed-config.ts';

/** What ssh would do for a name, as far as Latchkey has to know. */
export interface ResolvedHost {
  readonly host: string;
  /** 0 where it is none. */
  readonly port: number;
  /** Undefined where the configuration names none. */
  readonly user: string | undefined;
  /** In ssh's order, absolute. */
  readonly identityFiles: readonly string[];
  /** Whether these are the files that ssh looks for by itself, because the configuration names none. */
  readonly areDefaults: boolean;
  /** Through what ssh reaches it, where it does not go there directly. */
  readonly proxy: 'jump' | 'command' | undefined;
}

const defaultIdentities = ['id_rsa', 'id_ecdsa', 'id_ed25519'];

/** The names that the configuration gives to single machines, in their order: `Host` patterns without wildcards. */
export function namedHosts(settings: readonly Setting[]): readonly string[] {
  return [...new Set(hostPatterns(settings).filter((pattern) => !/[*?!]/.test(pattern)))];
}

/** Patterns that stand for several names. `*` alone holds the defaults, and is no pattern for machines. */
export function hostWildcards(settings: readonly Setting[]): readonly string[] {
  const wildcards = hostPatterns(settings).filter(
    (pattern) => /[*?]/.test(pattern) && !/^!|^\*$/.test(pattern),
  );
  return [...new Set(wildcards)];
}

function hostPatterns(settings: readonly Setting[]): readonly string[] {
  return settings.filter(({ keyword }) => keyword === 'host').flatMap(({ words }) => words);
}

/** How many `Match` blocks there are besides `Match all`: they are not followed. */
export function matchBlockCount(settings: readonly Setting[]): number {
  return settings.filter(
    ({ keyword, words }) => keyword === 'match' && words.join(' ').toLowerCase() !== 'all',
  ).length;
}

/** The first value that holds for the name wins, as in ssh. */
export function resolveHost(name: string, settings: readonly Setting[], home = homedir()): ResolvedHost {
  const holding = holdingFor(name, settings);
  const first = (keyword: string): readonly string[] | undefined =>
    holding.find((setting) => setting.keyword === keyword)?.words;
  const host = withTokens(first('hostname')?.[0] ?? name, { h: name, n: name });
  const port = portOf(first('port')?.[0] ?? '22');
  const user = first('user')?.[0];
  const local = localUser();
  const tokens = { d: home, h: host, n: name, p: String(port), r: user ?? local, u: local };
  const files = holding
    .filter(({ keyword }) => keyword === 'identityfile')
    .flatMap(({ words }) => words.slice(0, 1));
  const areDefaults = files.length === 0;
  return {
    host,
    port,
    user,
    identityFiles: areDefaults
      ? defaultIdentities.map((file) => join(home, '.ssh', file))
      : files.flatMap((file) => identityFile(file, tokens, home) ?? []),
    areDefaults,
    proxy: proxyOf(holding),
  };
}

function portOf(word: string): number {
  return /^\d{1,5}$/.test(word) ? Number(word) : 0;
}

/** Where a block holds is looked at once, however many lines it has. */
function holdingFor(name: string, settings: readonly Setting[]): readonly Setting[] {
  let last: readonly Condition[] | undefined;
  let doesHold = false;
  return settings.filter(({ conditions }) => {
    if (conditions !== last) doesHold = conditions.every((condition) => isMet(condition, name));
    last = conditions;
    return doesHold;
  });
}

function isMet(condition: Condition, name: string): boolean {
  return condition.kind === 'host' && matchesPatternList(condition.patterns, name);
}

/** Whichever of the two comes first switches the other off; `none` switches both off. */
function proxyOf(holding: readonly Setting[]): ResolvedHost['proxy'] {
  const found = holding.find(({ keyword }) => keyword === 'proxyjump' || keyword === 'proxycommand');
  if (found === undefined || found.words[0]?.toLowerCase() === 'none') return undefined;
  return found.keyword === 'proxyjump' ? 'jump' : 'command';
}

/** What can't be told, for instance another account's home, is left out. */
function identityFile(
  text: string,
  tokens: Readonly<Record<string, string>>,
  home: string,
): string | undefined {
  if (text.toLowerCase() === 'none') return undefined;
  const named = text.replaceAll(
    /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g,
    (_, name: string) => process.env[name] ?? '',
  );
  const inHome = /^~[/\\]/.test(named) ? join(home, named.slice(2)) : named;
  const path = withTokens(inHome, tokens);
  return /^(?:\/|[A-Za-z]:[/\\])/.test(path) ? path : undefined;
}

function withTokens(text: string, tokens: Readonly<Record<string, string>>): string {
  return text.replaceAll(/%(.)/g, (token, letter: string) =>
    letter === '%' ? '%' : (tokens[letter] ?? token),
  );
}

/** An account without a name in the system's list has none. */
export function localUser(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
