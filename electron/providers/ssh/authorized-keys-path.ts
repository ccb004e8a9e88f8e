import { posix } from 'node:path';
import { AppError } from '../../../shared/ipc/result.ts';
import type { SshdSettings } from './sshd-settings.ts';

export interface Account {
  readonly user: string;
  readonly id: number;
  readonly home: string;
}

/**
 * The files in which sshd looks for an account's keys, in its order; by its defaults where its settings can't be
 * read. Error: `authorized-keys-not-writable` when it looks in none.
 */
export function authorizedKeysPaths(account: Account, settings: SshdSettings | null): readonly string[] {
  const setting = settings?.get('authorizedkeysfile') ?? '.ssh/authorized_keys';
  const patterns = setting.split(/\s+/).filter((pattern) => pattern !== '');
  if (patterns.length === 0 || patterns[0]?.toLowerCase() === 'none') {
    throw new AppError('authorized-keys-not-writable', { reason: 'AuthorizedKeysFile none' });
  }
  return patterns.map((pattern) => posix.resolve(account.home, expand(pattern, account)));
}

/** sshd_config(5), TOKENS. */
function expand(pattern: string, { user, id, home }: Account): string {
  const values: Readonly<Record<string, string>> = { '%': '%', h: home, u: user, U: String(id) };
  return pattern.replace(/%(.)/g, (token, letter: string) => values[letter] ?? token);
}
