import { describe, expect, it } from 'vitest';
import { lasts } from '../../../../electron/providers/ssh/lasting-ways.ts';
import { parseSettings } from '../../../../electron/providers/ssh/sshd-settings.ts';

const account = (user: string) => ({
  user,
  id: user === 'root' ? 0 : 1000,
  home: '/home',
  localAddress: '192.0.2.1',
  localPort: '22',
});

const waiting = (user: string, ...lines: readonly string[]) => ({
  isWaiting: true,
  user: parseSettings(['permitrootlogin yes', 'passwordauthentication yes', ...lines].join('\n')),
  account: account(user),
});

describe('A9: a way in', () => {
  it.each([
    ['bob', [], 'private-key password agent'],
    ['bob', ['allowusers carol', 'allowusers bob'], 'private-key password agent'],
    ['bob', ['allowusers b*@192.0.2.*'], 'private-key password agent'],
    ['bob', ['allowusers carol', 'allowusers root'], ''],
    ['bob', ['denyusers b?b'], ''],
    ['bob', ['denyusers bob@192.0.2.*'], 'private-key password agent'],
    ['bob', ['pubkeyauthentication no'], 'password'],
    ['bob', ['authenticationmethods publickey'], 'private-key agent'],
    ['bob', ['authenticationmethods publickey,publickey password'], 'password'],
    ['bob', ['authenticationmethods publickey,password'], ''],
    ['root', [], 'private-key password agent'],
  ])('of %s, where %j waits, lasts: %s', (user, lines, kinds) => {
    const found = (['private-key', 'password', 'agent'] as const).filter((kind) =>
      lasts({ kind }, waiting(user, ...lines)),
    );
    expect(found.join(' ')).toBe(kinds);
  });

  it.each([
    ['no', false, false],
    ['forced-commands-only', false, false],
    ['without-password', true, false],
  ])('of root lasts as PermitRootLogin %s says', (value, byKey, byPassword) => {
    const settings = { ...waiting('root'), user: parseSettings(`permitrootlogin ${value}`) };
    expect(lasts({ kind: 'private-key' }, settings)).toBe(byKey);
    expect(lasts({ kind: 'password' }, settings)).toBe(byPassword);
  });

  it.each([
    [['allowgroups staff', 'allowgroups w*'], ['users', 'wheel'], true],
    [['allowgroups staff'], ['users', 'wheel'], false],
    [['denygroups whee?'], ['users', 'wheel'], false],
    [['allowgroups users', 'denygroups wheel'], ['users', 'wheel'], false],
    [['allowgroups staff'], [], true],
  ])('of who is in groups, where %j waits for %j, lasts: %s', (lines, groups, isOpen) => {
    const settings = { ...waiting('bob', ...lines), waiting: { groups, placesListener: false } };
    expect(lasts({ kind: 'private-key' }, settings)).toBe(isOpen);
  });

  it('lasts where nothing waits, or nothing can be read', () => {
    const closed = waiting('bob', 'denyusers bob');
    expect(lasts({ kind: 'password' }, { ...closed, isWaiting: false })).toBe(true);
    expect(lasts({ kind: 'password' }, null)).toBe(true);
  });
});
