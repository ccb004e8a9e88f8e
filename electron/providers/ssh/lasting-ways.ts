import { AppError } from '../../../shared/ipc/result.ts';
import { matchesPatternList } from '../../ssh/host-pattern.ts';
import type { Credential } from '../../ssh/target.ts';
import { closingToKey } from './accepted-keys.ts';
import { isListed, listOf } from './listed-users.ts';
import { listensHere } from './listening.ts';
import type { ServerSettings } from './read-settings.ts';
import { opensToKeys, opensToPasswords, refusesRootPassword, type SshdSettings } from './sshd-settings.ts';

const userLists = 'AllowUsers, DenyUsers';
const groupLists = 'AllowGroups, DenyGroups';

/** What decides whether a way in lasts. */
type Waiting = Pick<ServerSettings, 'isWaiting' | 'user' | 'account' | 'waiting'>;

/**
 * Whether a way in that is open now still is when what waits in sshd's configuration comes into force, with the next
 * reload or restart. No logon tells that before. Where the settings can't be read, or leave it open, it counts as one.
 */
export function lasts(way: Credential, settings: Waiting | null): boolean {
  return settings === null || closing(way, settings) === undefined;
}

/**
 * Whoever reloads puts into force what somebody else has written as well, and nobody could take that back.
 * Error: `sshd-config-closes`, with the keyword that would close the last of these ways in.
 */
export function mustLast(ways: readonly Credential[], settings: Waiting): void {
  if (settings.isWaiting) openMustLast(ways, settings);
}

/**
 * The same for ways of which one has just been open: a setting that closes them all is not in force yet, whatever the
 * time of its file says. That may be an older one's that was moved there, and clocks are set back.
 */
export function openMustLast(ways: readonly Credential[], settings: Waiting): void {
  const [first] = ways;
  if (!first || ways.some((way) => lasts(way, settings))) return;
  throw new AppError('sshd-config-closes', { setting: closing(first, settings) ?? '' });
}

/** The setting that keeps the account out; undefined when none is known to. */
function closing(way: Credential, waiting: Waiting): string | undefined {
  const { user: settings, account } = waiting;
  const toAll = closingToAll(waiting);
  if (toAll !== undefined) return toAll;
  // It holds for everybody with root's number.
  const isRoot = account.id === 0;
  if (isRoot && /^(?:no|forced-commands-only)$/.test(settings.get('permitrootlogin') ?? ''))
    return 'PermitRootLogin';
  if (way.kind !== 'password')
    return opensToKeys(settings)
      ? closingToKey(settings, way)
      : 'PubkeyAuthentication, AuthenticationMethods';
  if (isRoot && refusesRootPassword(settings)) return 'PermitRootLogin';
  return opensToPasswords(settings) ? undefined : 'PasswordAuthentication, AuthenticationMethods';
}

/** The same whatever the account logs on with. */
function closingToAll({ user: settings, account, isWaiting, waiting }: Waiting): string | undefined {
  if (waiting?.placesListener === true && !listensHere(settings, account)) return 'Port, ListenAddress';
  // One that is in force leads on to a shell: those that keep a record do.
  if (isWaiting && closesShell(settings)) return 'ForceCommand, RefuseConnection';
  if (!isListed(settings, account)) return userLists;
  return isInListedGroup(settings, waiting?.groups ?? []) ? undefined : groupLists;
}

function closesShell(settings: SshdSettings): boolean {
  return settings.get('refuseconnection') === 'yes' || (settings.get('forcecommand') ?? 'none') !== 'none';
}

/** One group that is denied is enough, and one that is allowed. What is not known of them keeps nobody out. */
function isInListedGroup(settings: SshdSettings, groups: readonly string[]): boolean {
  if (groups.length === 0) return true;
  const isIn = (patterns: readonly string[]): boolean =>
    groups.some((group) => patterns.some((pattern) => matchesPatternList([pattern], group)));
  const allowed = listOf(settings, 'allowgroups');
  return !isIn(listOf(settings, 'denygroups')) && (allowed.length === 0 || isIn(allowed));
}
