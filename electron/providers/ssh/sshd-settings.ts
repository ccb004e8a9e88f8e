import type { PasswordLogon } from '../../../shared/model/server.ts';

/** What `sshd -T -C ...` prints: the settings that hold for one connection, keywords in lower case. */
export type SshdSettings = ReadonlyMap<string, string>;

/** The values of a keyword that comes several times, such as allowusers, are in one list. */
export function parseSettings(output: string): SshdSettings {
  const settings = new Map<string, string>();
  for (const line of output.split('\n')) {
    const [keyword = '', ...values] = line.trim().split(/\s+/);
    const former = settings.get(keyword);
    if (keyword !== '')
      settings.set(keyword, (former === undefined ? values : [former, ...values]).join(' '));
  }
  return settings;
}

/** `prohibit-password` and its older name `without-password`, `forced-commands-only`, `no`. */
export function refusesRootPassword(root: SshdSettings): boolean {
  const value = root.get('permitrootlogin');
  return value !== undefined && value !== 'yes';
}

/** Whether root may log on with a password, by root's settings. */
export function passwordLogon(root: SshdSettings): PasswordLogon {
  if (!root.has('permitrootlogin')) return 'unknown';
  return refusesRootPassword(root) || !opensToPasswords(root) ? 'disabled' : 'enabled';
}

/** Whether a password is taken, and is enough. What holds for root alone comes on top. */
export function opensToPasswords(settings: SshdSettings): boolean {
  const isPassword = (method: string): boolean => /^(?:password|keyboard-interactive)(?::|$)/.test(method);
  return takesPasswords(settings) && isEnough(settings, (list) => list.split(',').every(isPassword));
}

/** The same for one key. */
export function opensToKeys(settings: SshdSettings): boolean {
  return settings.get('pubkeyauthentication') !== 'no' && isEnough(settings, (list) => list === 'publickey');
}

function takesPasswords(settings: SshdSettings): boolean {
  return settings.get('passwordauthentication') === 'yes' || asksByPam(settings);
}

/** Whether passwords are taken by `keyboard-interactive` as well. Without PAM it asks for nothing. */
export function asksByPam(settings: SshdSettings): boolean {
  // Up to OpenSSH 8.6 it has the name that it had before.
  const keyboard =
    settings.get('kbdinteractiveauthentication') ?? settings.get('challengeresponseauthentication');
  return keyboard === 'yes' && settings.get('usepam') === 'yes';
}

/** `AuthenticationMethods` lists alternatives; in each, all the methods must succeed. */
function isEnough(settings: SshdSettings, suffices: (list: string) => boolean): boolean {
  const methods = settings.get('authenticationmethods') ?? 'any';
  return methods.split(' ').some((list) => list === 'any' || suffices(list));
}
