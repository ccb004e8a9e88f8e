import SSHConfig, { type Directive, type Section } from 'ssh-config';
import { AppError } from '../../shared/ipc/result.ts';

/** Where a setting holds: for names that fit the patterns, or where a `Match` applies, which is not looked into. */
export type Condition =
  { readonly kind: 'host'; readonly patterns: readonly string[] } | { readonly kind: 'match' };

/** One line of a configuration file, with the conditions of the blocks that it stands in: the same array for all of a block. */
export interface Setting {
  /** In lower case. */
  readonly keyword: string;
  readonly words: readonly string[];
  readonly conditions: readonly Condition[];
}

/**
 * The lines of one file, in their order; `host` and `match` lines are among them, with their words.
 * Errors: `ssh-config-invalid` with the `path`.
 * @param outer where the file is included
 */
export function parsedConfig(
  text: string,
  path: string,
  outer: readonly Condition[] = [],
): readonly Setting[] {
  try {
    // A byte order mark is invisible, and some editors put one there.
    return settingsOf(SSHConfig.parse(text.replace(/^\uFEFF/, '')), outer);
  } catch (cause) {
    throw new AppError('ssh-config-invalid', { path }, { cause });
  }
}

function settingsOf(lines: SSHConfig, outer: readonly Condition[]): Setting[] {
  return lines.flatMap((line) => {
    if (line.type !== SSHConfig.DIRECTIVE) return [];
    const setting = { ...settingOf(line), conditions: outer };
    if (!('config' in line)) return [setting];
    return [setting, ...settingsOf(line.config, [...outer, conditionOf(line, setting.words)])].flat();
  });
}

function settingOf({ param, value }: Directive): Pick<Setting, 'keyword' | 'words'> {
  const words = typeof value === 'string' ? [value] : value.map(({ val }) => val);
  return { keyword: param.trim().toLowerCase(), words: words.filter((word) => word !== '') };
}

function conditionOf({ param }: Section, words: readonly string[]): Condition {
  if (param.toLowerCase() === 'host') return { kind: 'host', patterns: words };
  const isAll = words.length === 1 && words[0]?.toLowerCase() === 'all';
  return isAll ? { kind: 'host', patterns: ['*'] } : { kind: 'match' };
}
