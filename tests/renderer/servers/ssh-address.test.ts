import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressOf } from '../../../shared/model/server.ts';
import { readSshAddress } from '../../../renderer/servers/ssh-address.ts';
import { hostProblem, userProblem } from '../../../shared/model/server.ts';

describe('a pasted address is taken apart', () => {
  test.each([
    ['root@host:2222', { user: 'root', host: 'host', port: 2222 }],
    ['  root@host\n', { user: 'root', host: 'host' }],
    ['host.example.org:2222', { host: 'host.example.org', port: 2222 }],
    ['[2001:db8::1]:2222', { host: '2001:db8::1', port: 2222 }],
    ['root@[2001:db8::1]:2222', { user: 'root', host: '2001:db8::1', port: 2222 }],
    ['root@2001:db8::1', { user: 'root', host: '2001:db8::1' }],
    ['ssh://root@host:2222', { user: 'root', host: 'host', port: 2222 }],
    ['ssh://host/', { host: 'host' }],
    ['ssh -p 2222 root@host', { user: 'root', host: 'host', port: 2222 }],
    ['ssh root@host -p2222', { user: 'root', host: 'host', port: 2222 }],
    ['ssh -l deploy host', { user: 'deploy', host: 'host' }],
    ['ssh host', { host: 'host' }],
  ])('%j', (text, parts) => {
    expect(readSshAddress(text)).toEqual(parts);
  });

  test('whatever is written as the application itself writes addresses', () => {
    const user = fc.stringMatching(/^[a-z_][a-z0-9_.-]{0,20}$/).filter((name) => !userProblem(name));
    const host = fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6()).filter((name) => !hostProblem(name));
    const port = fc.integer({ min: 1, max: 65535 });
    fc.assert(
      fc.property(user, host, port, (...[name, machine, number]) => {
        const server = { user: name, host: machine, port: number };
        const { port: read = 22, ...others } = readSshAddress(addressOf(server)) ?? { port: 0 };
        expect({ ...others, port: read }).toEqual(server);
      }),
    );
  });
});

describe('nothing is taken apart', () => {
  test.each([
    ['a host alone', 'host.example.org'],
    ['an IPv6 address alone', '2001:db8::1'],
    ['a port that there is none of', 'root@host:70000'],
    ['a word that is no port', 'host:ssh'],
    ['a password in an address', 'ssh://root:secret@host'],
    ['a path', 'ssh://root@host/etc'],
    ['another scheme', 'https://host:2222'],
    ['options that are not understood', 'ssh -i key root@host'],
    ['a command behind the host', 'ssh root@host reboot'],
    ['an option twice', 'ssh -p 1 -p 2 host'],
    ['an option without its value', 'ssh host -p'],
    ['what would read as an option', 'ssh root@-oProxyCommand=x'],
    ['several lines', 'root@a\nroot@b'],
    ['nothing', ''],
  ])('in %s', (_what, text) => {
    expect(readSshAddress(text)).toBeUndefined();
  });

  test('in any text that does not name a valid host', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = readSshAddress(text);
        expect(read === undefined || hostProblem(read.host) === undefined).toBe(true);
      }),
    );
  });
});
