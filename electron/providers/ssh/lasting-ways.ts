import { AppError } from '../../../shared/ipc/result.ts';
import { matchesPatternList } from '../../ssh/host-pattern.ts';
import type { Credential } from '../../ssh/target.ts';
import type { ServerSettings } from './read-settings.ts';
import { opensToKeys, opensToPasswords, refusesRootPassword, type SshdSettings } from './sshd-settings.ts';

const userLists = 'AllowUsers, DenyUsers';

/** What decides whether a way in lasts. */
type Waiting = Pick<ServerSettings, 'isWaiting' | 'user' | 'account'>;

/**
 * Whether a way in that is open now still is when what waits in sshd's configuration comes into force, with the next
 * reload or restart. No logon tells that before. Where the settings can't be read, or leave it open, it counts as one.
 */
export function lasts({ kind }: Pick<Credential, 'kind'>, settings: Waiting | null): boolean {
  return settings === null || !settings.isWaiting || closing(kind, settings) === undefined;
}

/**
 * Whoever reloads puts into force what somebody else has written as well, and nobody could take that back.
 * Error: `sshd-config-closes`, with the keyword that would close the last of these ways in.
 */
export function mustLast(ways: readonly Pick<Credential, 'kind'>[], settings: Waiting): void {
  const [first] = ways;
  if (!first || ways.some((way) => lasts(way, settings))) return;
  throw new AppError('sshd-config-closes', { setting: closing(first.kind, settings) ?? '' });
}

/** The same for the account, whatever it logs on with. */
export function mustStayListed({ isWaiting, user: settings, account }: Waiting): void {
  if (isWaiting && !isListed(settings, account.user))
    throw new AppError('sshd-config-closes', { setting: userLists });
}

/** The setting that keeps the account out; undefined when none is known to. */
function closing(kind: Credential['kind'], { user: settings, account }: Waiting): string | undefined {
  if (!isListed(settings, account.user)) return userLists;
  // It holds for everybody with root's number.
  const isRoot = account.id === 0;
  if (isRoot && /^(?:no|forced-commands-only)$/.test(settings.get('permitrootlogin') ?? ''))
    return 'PermitRootLogin';
  if (kind !== 'password')
    return opensToKeys(settings) ? undefined : 'PubkeyAuthentication, AuthenticationMethods';
  if (isRoot && refusesRootPassword(settings)) return 'PermitRootLogin';
  return opensToPasswords(settings) ? undefined : 'PasswordAuthentication, AuthenticationMethods';
}

/** By the names alone: where a pattern names the client's host as well, sshd knows better, and nothing is said. */
function isListed(settings: SshdSettings, user: string): boolean {
  const list = (keyword: string): readonly string[] =>
    (settings.get(keyword) ?? '').split(' ').filter((pattern) => pattern !== '');
  const names = (pattern: string): boolean => matchesPatternList([pattern.split('@', 1)[0] ?? ''], user);
  const allowed = list('allowusers');
  const denied = list('denyusers').filter((pattern) => !pattern.includes('@'));
  return !denied.some(names) && (allowed.length === 0 || allowed.some(names));
}
