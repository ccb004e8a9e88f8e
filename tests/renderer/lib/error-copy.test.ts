import { describe, expect, test } from 'vitest';
import { AppError, errorCodes, type ErrorDetails } from '../../../shared/ipc/result.ts';
import { errorCopy, secondsToWait } from '../../../renderer/lib/error-copy.ts';

/** Details that the main process may send along, all at once: each code takes those that it knows. */
const rich: ErrorDetails = {
  name: 'production-web',
  server: 'web-01',
  servers: ['web-01', 'web-02'],
  user: 'admin',
  host: '203.0.113.7',
  port: 2222,
  path: '/home/anna/key',
  folder: '/home/anna/Downloads',
  limit: 10,
  problem: 'character',
  reason: 'base64',
  position: 41,
  os: 'Windows Server 2025',
  algorithm: 'ssh-dss',
  line: 3,
  offered: ['diffie-hellman-group1-sha1'],
  because: 'proof-failed',
  rolledBack: true,
};

const spent = new AppError('logon-attempts-spent', { seconds: 42, until: 100_000 });

const leftover = /undefined|null|NaN|\[object|\$\{|\(\)|“”/;

describe.each(errorCodes)('the words of %s', (code) => {
  test.each([
    ['without details', {}],
    ['with details', rich],
    ['with empty details', { name: '', server: '', servers: [], path: '', reason: '', problem: '' }],
    ['with details of unexpected types', { name: 5, server: true, servers: 'web', port: 'x', position: 'y' }],
    ['with a reason that is a name of Object', { reason: 'constructor', problem: 'toString' }],
  ])('say what happened and what to do, %s', (_case, details: ErrorDetails) => {
    const { what, todo } = errorCopy(new AppError(code, details));
    for (const sentence of [what, todo]) {
      expect(sentence).toMatch(/^\S.*[.:]$/s);
      expect(sentence).not.toMatch(leftover);
      expect(sentence).not.toMatch(/ {2}/);
    }
  });
});

describe('details in words', () => {
  test('name the servers that a key pair is bound to', () => {
    const { what } = errorCopy(new AppError('key-pair-bound', { servers: ['web-01', 'web-02', 'db'] }));
    expect(what).toBe('This key pair is still bound to web-01, web-02, and db.');
  });

  test.each([
    [{ keyPairs: 1, servers: 0 }, 'This region is not empty: it has 1 key pair.'],
    [{ keyPairs: 2, servers: 1 }, 'This region is not empty: it has 2 key pairs and 1 server.'],
    [{}, 'This region is not empty.'],
  ])('count what a region holds: %j', (details, words) => {
    expect(errorCopy(new AppError('region-not-empty', details)).what).toBe(words);
  });

  test('name the limit', () => {
    expect(errorCopy(new AppError('key-pair-limit-reached', { limit: 25 })).what).toContain('25 key pairs');
  });

  test('point at the character, counted from one', () => {
    const { what } = errorCopy(new AppError('public-key-invalid', { reason: 'base64', position: 0 }));
    expect(what).toBe('The key contains a character that is not Base64. Look at character 1.');
  });

  test('name host and port of an unreachable server', () => {
    const { what } = errorCopy(new AppError('server-unreachable', { host: 'example.org', port: 2222 }));
    expect(what).toBe('The server does not answer at example.org, port 2222.');
  });

  test.each([
    ['ENOTFOUND', 'There is no host of this name: example.org, port 22.'],
    ['ECONNREFUSED', 'The server is there, but nothing listens at example.org, port 22.'],
    ['EWHATEVER', 'The server does not answer at example.org, port 22.'],
  ])('tell why a server cannot be reached: %s', (reason, what) => {
    const details = { host: 'example.org', port: 22, reason };
    expect(errorCopy(new AppError('server-unreachable', details)).what).toBe(what);
  });

  test('say that everything was put back, where it was', () => {
    const { what } = errorCopy(new AppError('sshd-config-invalid', { rolledBack: true }));
    expect(what).toMatch(/put back as it was/);
    expect(errorCopy(new AppError('sshd-config-invalid')).what).not.toMatch(/put back/);
  });

  test('tell what a failed rollback began with, in words', () => {
    const { what } = errorCopy(new AppError('rollback-failed', { because: 'password-still-accepted' }));
    expect(what).toContain('The server still accepted a password for root');
    expect(errorCopy(new AppError('rollback-failed', { because: 'toString' })).what).not.toMatch(/began/);
  });

  test('stay text, whatever a server calls itself', () => {
    const { what } = errorCopy(new AppError('server-not-linux', { os: '<img src=x onerror=alert(1)>' }));
    expect(what).toContain('<img src=x onerror=alert(1)>');
  });
});

describe('what is no expected error', () => {
  test.each([
    [new Error('secret words')],
    ['a text'],
    [undefined],
    [null],
    [{ code: 'no-such-code' }],
    [{ code: 'hasOwnProperty' }],
  ])('gets the words for the unexpected and shows nothing of itself: %s', (thrown) => {
    const { what, todo } = errorCopy(thrown);
    expect(what).toBe(errorCopy(new AppError('unexpected')).what);
    expect(`${what} ${todo}`).not.toContain('secret words');
  });

  test('an error that came in a job has the words of its code', () => {
    const reply = { code: 'last-way-in', details: { server: 'build' }, step: 'prove-other-way-in' };
    expect(errorCopy(reply).what).toContain('build');
  });
});

test('T6: what has to be waited for counts down, and then may be tried again', () => {
  const todo = (now: number): string => errorCopy(spent, now).todo;
  expect(todo(58_000)).toBe('Try again in 42 seconds. Until then it tries no more.');
  expect(todo(98_500)).toBe('Try again in 2 seconds. Until then it tries no more.');
  expect(todo(99_001)).toBe('Try again in 1 second. Until then it tries no more.');
  expect(todo(100_000)).toBe('You can try again now.');
  expect(errorCopy(new AppError('logon-attempts-spent'), 0).todo).toBe('Try again a minute later.');
});

test('T6: a clock that was put back makes nobody wait longer than was said', () => {
  expect(secondsToWait(spent, 0)).toBe(42);
  expect(secondsToWait(spent, 200_000)).toBe(0);
  expect(secondsToWait(new AppError('password-wrong'), 0)).toBeUndefined();
  expect(
    secondsToWait(new AppError('logon-attempts-spent', { seconds: 5, until: 'soon' }), 0),
  ).toBeUndefined();
});
