import { describe, expect, it } from 'vitest';
import { addressOf, hostProblem } from '../../../shared/model/server.ts';

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

describe('a server', () => {
  it.each([
    [{ user: 'root', host: 'a.example', port: 22 }, 'root@a.example'],
    [{ user: 'root', host: 'a.example', port: 2222 }, 'root@a.example:2222'],
    [{ user: 'root', host: '2001:db8::1', port: 22 }, 'root@2001:db8::1'],
    [{ user: 'root', host: '2001:db8::1', port: 2222 }, 'root@[2001:db8::1]:2222'],
  ])('has an address: %j', (server, address) => {
    expect(addressOf(server)).toBe(address);
  });
});
