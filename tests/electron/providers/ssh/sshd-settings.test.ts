import { describe, expect, it } from 'vitest';
import {
  parseSettings,
  passwordLogon,
  refusesRootPassword,
} from '../../../../electron/providers/ssh/sshd-settings.ts';

const root = (...lines: readonly string[]) => parseSettings(lines.join('\n'));

describe('passwordLogon', () => {
  it.each([
    ['enabled', ['permitrootlogin yes', 'passwordauthentication yes']],
    [
      'enabled',
      ['permitrootlogin yes', 'passwordauthentication no', 'kbdinteractiveauthentication yes', 'usepam yes'],
    ],
    ['enabled', ['permitrootlogin yes', 'challengeresponseauthentication yes', 'usepam yes']],
    ['enabled', ['permitrootlogin yes', 'passwordauthentication yes', 'authenticationmethods any']],
    [
      'enabled',
      ['permitrootlogin yes', 'passwordauthentication yes', 'authenticationmethods publickey password'],
    ],
    [
      'disabled',
      ['permitrootlogin yes', 'passwordauthentication yes', 'authenticationmethods publickey,password'],
    ],
    [
      'disabled',
      ['permitrootlogin yes', 'passwordauthentication no', 'kbdinteractiveauthentication yes', 'usepam no'],
    ],
    ['disabled', ['permitrootlogin yes', 'passwordauthentication no', 'kbdinteractiveauthentication no']],
    ['disabled', ['permitrootlogin without-password', 'passwordauthentication yes']],
    ['disabled', ['permitrootlogin prohibit-password', 'passwordauthentication yes']],
    ['disabled', ['permitrootlogin forced-commands-only', 'passwordauthentication yes']],
    ['disabled', ['permitrootlogin no', 'passwordauthentication yes']],
    ['unknown', []],
  ])('is %s with %j', (expected, lines) => {
    expect(passwordLogon(root(...lines))).toBe(expected);
  });
});

describe('refusesRootPassword', () => {
  it('takes settings that say nothing of root for open', () => {
    expect(refusesRootPassword(root('port 22'))).toBe(false);
  });
});
