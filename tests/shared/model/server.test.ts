import { describe, expect, it } from 'vitest';
import { hostProblem } from '../../../shared/model/server.ts';

describe('a host', () => {
  it.each(['web-1', 'web.example', '10.0.0.1', '::1', 'fe80::1%eth0', '2001:db8::5', '::ffff:10.0.0.1'])(
    'may be %s',
    (host) => {
      expect(hostProblem(host)).toBeUndefined();
    },
  );

  it.each([
    ['', 'empty'],
    ['a'.repeat(254), 'too-long'],
    ['-oProxyCommand=x', 'first-character'],
    ['10.0.0.1:2222', 'port'],
    ['web.example:22', 'port'],
    ['web:', 'port'],
    ['root@web', 'character'],
    ['https://web', 'character'],
    ['[::1]', 'first-character'],
  ])('is not %s: %s', (host, problem) => {
    expect(hostProblem(host)).toBe(problem);
  });
});
