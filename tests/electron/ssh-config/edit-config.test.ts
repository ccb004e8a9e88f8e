import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configPath, configWord } from '../../../electron/ssh-config/config-word.ts';
import { hostAlias } from '../../../electron/ssh-config/host-alias.ts';
import { hostBlock } from '../../../electron/ssh-config/host-block.ts';
import { includesOwnFile, withInclude, withoutInclude } from '../../../electron/ssh-config/include-line.ts';
import { aliasInBlock, withBlock, withoutBlock } from '../../../electron/ssh-config/own-file.ts';

/** What people's files are made of, in any order; every byte as one character. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'Host a\n',
        '\r\n',
        '\n',
        '# x',
        'Match all\r\n',
        '  Port 1',
        'Include other\n',
        '\xe4\xff',
      ),
      fc.constantFrom(
        '# latchkey-begin 1\n',
        '# latchkey-end 1\n',
        '# latchkey-end 2',
        'Include latchkey.conf\n',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));
const block = 'Host web\n  Port 22\n';

describe('the Include line', () => {
  it('is the first line, in the file’s own line ends, and nothing else changes', () => {
    expect(withInclude('Host a\n  Port 1')).toBe('Include latchkey.conf\nHost a\n  Port 1');
    expect(withInclude('Host a\r\nPort 1\r\n')).toBe('Include latchkey.conf\r\nHost a\r\nPort 1\r\n');
    expect(withInclude('')).toBe('Include latchkey.conf\n');
  });

  it.each(['include latchkey.conf', '\tInclude = ~/.ssh/latchkey.conf', 'Include "latchkey.conf"\r'])(
    'is not written twice: %j',
    (line) => {
      const text = `# mine\n${line}\nHost a\n`;
      expect(withInclude(text)).toBe(text);
    },
  );

  it('inside of a block it would be for that block alone, so another one is written', () => {
    const text = 'Host a\nInclude latchkey.conf\n';
    expect(withInclude(text)).toBe(`Include latchkey.conf\n${text}`);
  });

  it('added twice is added once, and taken out gives the former bytes', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const added = withInclude(text);
        expect(withInclude(added)).toBe(added);
        expect(added.endsWith(text)).toBe(true);
        if (!includesOwnFile(text)) expect(withoutInclude(added)).toBe(text);
      }),
    );
  });
});

describe('a block in Latchkey’s own file', () => {
  it('is found again by its id, whatever it is called', () => {
    const text = withBlock(withBlock('', 'id-1', block), 'id-2', 'Host db\n');
    expect(aliasInBlock(text, 'id-1')).toBe('web');
    const renamed = withBlock(text, 'id-1', 'Host web-1\n');
    expect(aliasInBlock(renamed, 'id-1')).toBe('web-1');
    expect(aliasInBlock(renamed, 'id-2')).toBe('db');
    expect(withoutBlock(withoutBlock(renamed, 'id-1'), 'id-2')).toBe('');
  });

  it('written twice is written once, and taken out gives the former bytes', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const added = withBlock(text, 'new', block);
        expect(withBlock(added, 'new', block)).toBe(added);
        expect(aliasInBlock(added, 'new')).toBe('web');
        expect(withoutBlock(added, 'new')).toBe(text);
      }),
    );
  });

  it('leaves the bytes around it, with whatever marks somebody has put there', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const line = before === '' || before.endsWith('\n') ? before : `${before}\n`;
        const text = `${line}# latchkey-begin new\nHost old\n# latchkey-end new\n${after}`;
        expect(withBlock(text, 'new', block)).toBe(
          `${line}# latchkey-begin new\n${block}# latchkey-end new\n${after}`,
        );
        expect(withoutBlock(text, 'new')).toBe(`${line}${after}`);
      }),
    );
  });
});

describe('a server’s name as ssh takes it', () => {
  it.each([
    ['web-1', 'web-1'],
    ['Web Server (Berlin)', 'web-server-berlin'],
    ['-oProxyCommand=x', 'oproxycommand-x'],
    ['a\nHost *', 'a-host'],
    ['*', '10.0.0.1'],
    ['"quoted" !x', 'quoted-x'],
    ['Zürich', 'zurich'],
    ['東京', '10.0.0.1'],
    ['$(reboot)', 'reboot'],
  ])('%j is called %s', (name, alias) => {
    expect(hostAlias(name, '10.0.0.1', () => false)).toBe(alias);
  });

  it('is never one that is taken', () => {
    const taken = ['web', 'web-2'];
    expect(hostAlias('web', '10.0.0.1', (alias) => taken.includes(alias))).toBe('web-3');
  });

  it('has no sign that means anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (name, host) => {
        expect(hostAlias(name, host, () => false)).toMatch(/^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/);
      }),
    );
  });
});

describe('a value', () => {
  it('is quoted where it has to be, and refused where no ssh would take it as it is', () => {
    expect(configWord('a b')).toBe('"a b"');
    expect(configWord('a#b')).toBe('"a#b"');
    for (const text of ['', 'a"b', 'a\nb', 'a\\b', 'a\0']) expect(configWord(text)).toBeUndefined();
    expect(configPath('C:\\Users\\Anna B\\web.pem')).toBe('"C:/Users/Anna B/web.pem"');
    expect(configPath('/keys/100%.pem')).toBe('/keys/100%%.pem');
    for (const path of ['/a/${HOME}', '~/a', '/a\\b']) expect(configPath(path)).toBeUndefined();
  });

  it('without an identity file, does not keep ssh from offering its own keys', () => {
    const entry = {
      alias: 'web',
      host: 'fe80::1%eth0',
      port: 22,
      user: 'DOM\\anna',
      identityFile: undefined,
    };
    expect(hostBlock(entry)).toBe('Host web\n  HostName fe80::1%%eth0\n  Port 22\n  User DOM\\anna\n');
  });
});
