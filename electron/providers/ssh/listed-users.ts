import { BlockList, isIP } from 'node:net';
import { matchesPatternList } from '../../ssh/host-pattern.ts';
import type { LoggedOnAccount } from './account.ts';
import type { SshdSettings } from './sshd-settings.ts';

/**
 * Whether AllowUsers and DenyUsers let an account in, from where it comes. What only sshd can tell, because it looks for
 * the client's name, keeps nobody out.
 */
export function isListed(
  settings: SshdSettings,
  { user, clientAddress }: Pick<LoggedOnAccount, 'user' | 'clientAddress'>,
): boolean {
  // Directories write one name in several ways, and sshd compares the one that they answer with.
  if (/[@\\]/.test(user)) return true;
  const knowsNames = settings.get('usedns') === 'yes';
  const fits = (pattern: string, unknown: boolean): boolean => {
    const at = pattern.lastIndexOf('@');
    const name = at === -1 ? pattern : pattern.slice(0, at);
    if (!matchesPatternList([name.toLowerCase()], user.toLowerCase())) return false;
    return at === -1 || (isFrom(pattern.slice(at + 1), clientAddress) ?? unknown);
  };
  const isFrom = (hosts: string, address: string): boolean | undefined =>
    matchesAddress(hosts, address) || (knowsNames ? undefined : false);
  const allowed = listOf(settings, 'allowusers');
  if (listOf(settings, 'denyusers').some((pattern) => fits(pattern, false))) return false;
  return allowed.length === 0 || allowed.some((pattern) => fits(pattern, true));
}

/** The values of a keyword that takes several. */
export function listOf(settings: SshdSettings, keyword: string): readonly string[] {
  return (settings.get(keyword) ?? '').split(' ').filter((pattern) => pattern !== '');
}

/** Addresses, networks and patterns, parted by commas; those that begin with `!` are no longer meant. */
function matchesAddress(hosts: string, address: string): boolean {
  const patterns = hosts.toLowerCase().split(',');
  const isIn = (pattern: string): boolean =>
    pattern.includes('/') ? isInNetwork(pattern, address) : matchesPatternList([pattern], address);
  if (patterns.some((pattern) => pattern.startsWith('!') && isIn(pattern.slice(1)))) return false;
  return patterns.some((pattern) => !pattern.startsWith('!') && isIn(pattern));
}

function isInNetwork(network: string, address: string): boolean {
  const [base = '', length = ''] = network.split('/');
  const family = isIP(base) === 4 ? 'ipv4' : 'ipv6';
  const bits = Number(length);
  if (
    isIP(base) === 0 ||
    isIP(base) !== isIP(address) ||
    !(bits >= 0 && bits <= (family === 'ipv4' ? 32 : 128))
  )
    return false;
  const block = new BlockList();
  block.addSubnet(base, bits, family);
  return block.check(address, family);
}
