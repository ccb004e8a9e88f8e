import { describe, expect, it } from 'vitest';
import { isNetworkPath } from '../../../electron/ssh-config/network-path.ts';

describe('a path to another machine’s share', () => {
  it.each([
    '\\\\server\\share\\key',
    '//server/share/key',
    '\\/server/share/key',
    '\\\\?\\UNC\\server\\share\\key',
  ])('is %s on Windows', (path) => {
    expect(isNetworkPath(path, 'win32')).toBe(true);
  });

  it.each(['C:\\Users\\ada\\.ssh\\id_rsa', 'C:/Users/ada/.ssh/id_rsa', '\\key', '/key', 'key'])(
    'is not %s',
    (path) => {
      expect(isNetworkPath(path, 'win32')).toBe(false);
    },
  );

  it('is not one with two slashes where these are one', () => {
    expect(isNetworkPath('//home/ada/.ssh/id_rsa', 'linux')).toBe(false);
    expect(isNetworkPath('\\\\server\\share\\key', 'linux')).toBe(true);
  });
});
