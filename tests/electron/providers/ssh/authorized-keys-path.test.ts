import { describe, expect, it } from 'vitest';
import { authorizedKeysPaths } from '../../../../electron/providers/ssh/authorized-keys-path.ts';

const account = { user: 'ada', id: 1001, home: '/home/ada' };
const paths = (value: string) => authorizedKeysPaths(account, new Map([['authorizedkeysfile', value]]));

describe('authorizedKeysPaths', () => {
  it.each([
    [
      '.ssh/authorized_keys .ssh/authorized_keys2',
      ['/home/ada/.ssh/authorized_keys', '/home/ada/.ssh/authorized_keys2'],
    ],
    ['/etc/ssh/keys/%u', ['/etc/ssh/keys/ada']],
    ['%h/keys %%h/%U', ['/home/ada/keys', '/home/ada/%h/1001']],
  ])('A8: expands %s', (value, expected) => {
    expect(paths(value)).toEqual(expected);
  });

  it('falls back to sshd’s default', () => {
    expect(authorizedKeysPaths(account, null)).toEqual(['/home/ada/.ssh/authorized_keys']);
  });

  it('A8: refuses a server that looks in no file', () => {
    expect(() => paths('none')).toThrow('authorized-keys-not-writable');
  });
});
