import type { PasswordLogon } from '../../../shared/model/server.ts';

/** What `sshd -T -C ...` prints: the settings that hold for one connection, keywords in lower case. */
export type SshdSettings = ReadonlyMap<string, string>;

export function parseSettings(output: string): SshdSettings {
  const settings = new Map<string, string>();
  for (const line of output.split('\n')) {
    const [keyword = '', ...values] = line.trim().split(/\s+/);
    // A keyword that may come several times, such as hostkey, is not one that is asked for here.
    if (keyword !== '' && !settings.has(keyword)) settings.set(keyword, values.join(' '));
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
  if (refusesRootPassword(root) || !takesPasswords(root) || !passwordIsEnough(root)) return 'disabled';
  return 'enabled';
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
function passwordIsEnough(settings: SshdSettings): boolean {
  const methods = settings.get('authenticationmethods') ?? 'any';
  const isPassword = (method: string): boolean => /^(?:password|keyboard-interactive)(?::|$)/.test(method);
  return methods.split(' ').some((list) => list === 'any' || list.split(',').every(isPassword));
}
