import { describe, expect, it } from 'vitest';
import { lasts, mustLast, openMustLast } from '../../../../electron/providers/ssh/lasting-ways.ts';
import { parseSettings } from '../../../../electron/providers/ssh/sshd-settings.ts';
import { makeKey } from '../../../support/sshd/target.ts';

const account = (user: string) => ({
  user,
  id: user === 'root' ? 0 : 1000,
  home: '/home',
  localAddress: '192.0.2.1',
  localPort: '22',
  clientAddress: '192.0.2.9',
});

const credentials = {
  'private-key': { kind: 'private-key', privateKey: '' },
  password: { kind: 'password', password: '' },
  agent: { kind: 'agent' },
} as const;

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
    ['bob', ['allowusers b*@192.0.2.0/24,!192.0.2.7'], 'private-key password agent'],
    ['bob', ['allowusers bob@192.0.2.0/29 root'], ''],
    ['bob', ['allowusers bob@192.0.2.*,!192.0.2.8/31'], ''],
    ['bob', ['allowusers bob@client.example'], ''],
    ['bob', ['allowusers bob@client.example', 'usedns yes'], 'private-key password agent'],
    ['bob', ['allowusers bob@2001:db8::/32 bob@203.0.113.7'], ''],
    ['bob@corp.example', ['allowusers bob'], 'private-key password agent'],
    ['bob', ['denyusers bob@192.0.2.*'], ''],
    ['bob', ['denyusers bob@10.0.0.0/8 root@192.0.2.9'], 'private-key password agent'],
    ['bob', ['denyusers bob@client.example', 'usedns yes'], 'private-key password agent'],
    ['bob', ['forcecommand internal-sftp'], ''],
    ['bob', ['forcecommand none', 'refuseconnection no'], 'private-key password agent'],
    ['bob', ['refuseconnection yes'], ''],
    ['bob', ['pubkeyauthentication no'], 'password'],
    ['bob', ['authenticationmethods publickey'], 'private-key agent'],
    ['bob', ['authenticationmethods publickey,publickey password'], 'password'],
    ['bob', ['authenticationmethods publickey,password'], ''],
    ['root', [], 'private-key password agent'],
  ])('of %s, where %j waits, lasts: %s', (user, lines, kinds) => {
    const found = (['private-key', 'password', 'agent'] as const).filter((kind) =>
      lasts(credentials[kind], waiting(user, ...lines)),
    );
    expect(found.join(' ')).toBe(kinds);
  });

  it.each([
    ['no', false, false],
    ['forced-commands-only', false, false],
    ['without-password', true, false],
  ])('of root lasts as PermitRootLogin %s says', (value, byKey, byPassword) => {
    const settings = { ...waiting('root'), user: parseSettings(`permitrootlogin ${value}`) };
    expect(lasts(credentials['private-key'], settings)).toBe(byKey);
    expect(lasts(credentials.password, settings)).toBe(byPassword);
  });

  it.each([
    [['allowgroups staff', 'allowgroups w*'], ['users', 'wheel'], true],
    [['allowgroups staff'], ['users', 'wheel'], false],
    [['denygroups whee?'], ['users', 'wheel'], false],
    [['allowgroups users', 'denygroups wheel'], ['users', 'wheel'], false],
    [['allowgroups staff'], [], true],
  ])('of who is in groups, where %j waits for %j, lasts: %s', (lines, groups, isOpen) => {
    const settings = { ...waiting('bob', ...lines), waiting: { groups, placesListener: false } };
    expect(lasts(credentials['private-key'], settings)).toBe(isOpen);
  });

  it.each([
    ['ed25519', ['pubkeyacceptedalgorithms ssh-ed25519'], true],
    ['ed25519', ['pubkeyacceptedalgorithms ecdsa-sha2-nistp256,rsa-sha2-512'], false],
    ['rsa', ['pubkeyacceptedalgorithms rsa-sha2-256'], true],
    ['rsa', ['pubkeyacceptedkeytypes ssh-ed25519,ssh-rsa'], false],
    ['rsa', ['pubkeyacceptedalgorithms rsa-*'], true],
    ['ed25519', ['pubkeyacceptedalgorithms rsa-*,ecdsa-*'], false],
    ['rsa', ['requiredrsasize 3072'], true],
    ['rsa', ['requiredrsasize 4096'], false],
  ])('by an %s key, where %j waits, lasts: %s', async (type, lines, isOpen) => {
    const { credential } = await makeKey(type);
    expect(lasts(credential, waiting('bob', ...lines))).toBe(isOpen);
  });

  it('lasts where a forced command is in force, which then leads on to a shell', () => {
    const forced = { ...waiting('bob', 'forcecommand /usr/bin/record'), isWaiting: false };
    expect(() => openMustLast([credentials.agent], forced)).not.toThrow();
    expect(() => openMustLast([credentials.agent], { ...forced, isWaiting: true })).toThrow();
  });

  it('must last where nothing seems to wait only when it is known to be open', () => {
    const closed = { ...waiting('bob', 'denyusers bob'), isWaiting: false };
    const ways = [credentials.password];
    expect(() => mustLast(ways, closed)).not.toThrow();
    expect(() => openMustLast(ways, closed)).toThrow('sshd-config-closes');
  });

  it('lasts where nothing can be read', () => {
    expect(lasts(credentials.password, null)).toBe(true);
  });
});
