import { describe, expect, it } from 'vitest';
import { RootAccess, sudoRefusal } from '../../../electron/ssh/root.ts';

describe('becoming root', () => {
  it('needs nothing for root, and no password is kept for it', () => {
    const root = new RootAccess(true, 'secret');
    expect([root.elevation(), root.password]).toEqual(['none', undefined]);
  });

  it('goes by sudo, with a password where one is known', () => {
    expect(new RootAccess(false, 'secret').elevation()).toBe('sudo-with-password');
    expect(new RootAccess(false, undefined).elevation()).toBe('sudo-without-password');
  });

  it('T6: does not offer a refused password again', () => {
    const root = new RootAccess(false, 'wrong');
    root.refused({ prompts: 2, noise: '' });
    expect(() => root.elevation()).toThrow('sudo-password-wrong');
  });

  it.each(['a\nb', 'a\rb', 'a\0b'])(
    'does not send a password that sudo can not read as one line: %j',
    (password) => {
      expect(() => new RootAccess(false, password).elevation()).toThrow('sudo-password-wrong');
    },
  );

  it.each([
    [2, '', 'sudo-password-wrong'],
    [1, 'sudo: 1 incorrect password attempt', 'sudo-password-wrong'],
    [1, 'sudo-rs: Maximum 3 incorrect authentication attempts', 'sudo-password-wrong'],
    [0, 'sudo: a password is required', 'sudo-password-required'],
    [0, 'sudo-rs: interactive authentication is required', 'sudo-password-required'],
    [1, 'alice is not in the sudoers file.', 'sudo-required'],
    [0, "env: 'sudo': No such file or directory", 'sudo-required'],
    [0, 'sudo: sorry, you must have a tty to run sudo', 'sudo-required'],
  ] as const)('after %i prompts, "%s" is %s', (prompts, noise, code) => {
    expect(sudoRefusal({ prompts, noise })).toBe(code);
  });
});
