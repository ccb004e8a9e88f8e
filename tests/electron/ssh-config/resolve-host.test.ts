import { describe, expect, it } from 'vitest';
import { parsedConfig } from '../../../electron/ssh-config/parsed-config.ts';
import {
  hostWildcards,
  matchBlockCount,
  namedHosts,
  resolveHost,
  type ResolvedHost,
} from '../../../electron/ssh-config/resolve-host.ts';

const path = '/home/anna/.ssh/config';

function resolved(text: string, name = 'web'): ResolvedHost {
  return resolveHost(name, parsedConfig(text, path), '/home/anna');
}

describe('the machines that a configuration names', () => {
  it('are its Host patterns without wildcards, each once, in their order', () => {
    const text = 'Host web db "my host"\nHost *.example !bad.example db\nhost=mail\nHost *\nHost !x y?\n';
    const settings = parsedConfig(text, path);
    expect(namedHosts(settings)).toEqual(['web', 'db', 'my host', 'mail']);
    expect(hostWildcards(settings)).toEqual(['*.example', 'y?']);
  });

  it('are there behind a byte order mark, with CRLF, and without a final newline', () => {
    expect(namedHosts(parsedConfig('\uFEFFHost web\r\n  Port 22\r\nHost db', path))).toEqual(['web', 'db']);
  });

  it('are none in an empty file, and in one of comments', () => {
    for (const text of ['', '\n\n', '# Host web\n']) expect(namedHosts(parsedConfig(text, path))).toEqual([]);
  });
});

describe('what holds for a name', () => {
  it('is the first value, whatever comes later', () => {
    expect(resolved('Host web\n Port 1\n Port 2\nHost *\n Port 3\n User anna\n')).toMatchObject({
      host: 'web',
      port: 1,
      user: 'anna',
    });
    expect(resolved('Port 5\nHost web\n Port 1\n')).toMatchObject({ port: 5 });
  });

  it('leaves out blocks for other names, and negated ones', () => {
    const text = 'Host w* !web\n Port 1\nHost "we?"\n HostName %h.example.%%\n';
    expect(resolved(text)).toMatchObject({ host: 'web.example.%', port: 22 });
  });

  it('does not follow Match, but Match all', () => {
    const text = 'Match host web\n Port 1\nMatch exec "true"\n Port 2\nMatch all\n Port 3\n';
    expect(resolved(text)).toMatchObject({ port: 3 });
    expect(matchBlockCount(parsedConfig(text, path))).toBe(2);
  });

  it('notices how it is reached; the first of the two counts, and none switches both off', () => {
    expect(resolved('Host web\n ProxyJump bastion\n ProxyCommand nc %h %p\n').proxy).toBe('jump');
    expect(resolved('Host web\n ProxyCommand nc "a b" %h\n').proxy).toBe('command');
    expect(resolved('Host web\n ProxyJump none\nHost *\n ProxyCommand nc %h\n').proxy).toBeUndefined();
  });

  it('finds every identity file, with tokens and the home folder filled in', () => {
    const text = [
      'Host web',
      '  IdentityFile ~/.ssh/%n_key',
      '  IdentityFile "%d/a b"',
      '  IdentityFile none',
      '  IdentityFile relative',
      '  IdentityFile ~other/key',
      '  HostName h.example',
      '  User anna',
      'Host *',
      '  IdentityFile /keys/%r@%h:%p%%',
    ].join('\n');
    expect(resolved(text).identityFiles).toEqual([
      '/home/anna/.ssh/web_key',
      '/home/anna/a b',
      '/keys/anna@h.example:22%',
    ]);
    expect(resolved('Host web\n IdentityFile none\n')).toMatchObject({
      identityFiles: [],
      areDefaults: false,
    });
  });

  it('is what ssh tries by itself, where no identity file is named', () => {
    expect(resolved('Host web\n')).toMatchObject({
      identityFiles: ['id_rsa', 'id_ecdsa', 'id_ed25519'].map((name) => `/home/anna/.ssh/${name}`),
      areDefaults: true,
    });
  });
});

it('what can’t be understood is refused with the path', () => {
  expect(() => parsedConfig('Host "web\n', path)).toThrow(
    expect.objectContaining({ code: 'ssh-config-invalid', details: { path } }) as Error,
  );
});
