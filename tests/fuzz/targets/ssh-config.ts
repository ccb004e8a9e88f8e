import { includesOwnFile, withInclude, withoutInclude } from '../../../electron/ssh-config/include-line.ts';
import { aliasInBlock, withBlock, withoutBlock } from '../../../electron/ssh-config/own-file.ts';
import { parsedConfig, type Setting } from '../../../electron/ssh-config/parsed-config.ts';
import { hostWildcards, namedHosts, resolveHost } from '../../../electron/ssh-config/resolve-host.ts';
import { AppError } from '../../../shared/ipc/result.ts';
import { holds, type FuzzTarget } from '../target.ts';

const block = 'Host web\n  HostName 10.0.0.1\n';

export const target: FuzzTarget = {
  seeds: [
    'Host web db\n  HostName %h.example\n  User anna\n  Port 2222\n  IdentityFile ~/.ssh/id_%r\n',
    'Include latchkey.conf\r\nMatch host *.example !exec "true"\r\n  ProxyJump gate\r\nHost *\r\n  User="a b"\r\n',
    '# comment\nHost !no *.example web?\n\tProxyCommand ssh -W %h:%p gate\nMatch all\nPort=22',
    withInclude(withBlock('', '1', block)),
    '# latchkey-begin 1\nHost old\n# latchkey-begin 2\n# latchkey-end 1\n',
  ].map((text) => Buffer.from(text)),
  words: [
    ...['Host ', 'Match ', 'Match all\n', 'Include ', 'HostName ', 'Port ', 'User ', 'IdentityFile '],
    ...['ProxyJump none\n', 'latchkey.conf', '# latchkey-begin 1', '# latchkey-end 1'],
    ...['%h', '${HOME}', '~/', '!', '*', '?', '=', '"', '#', '\n', '\r\n', '\t'],
  ],
  run: (input) => {
    const settings = settingsOf(input.toString('utf8'));
    const wildcards = hostWildcards(settings);
    for (const name of namedHosts(settings)) {
      holds(!wildcards.includes(name), 'a name is no pattern');
      const { port } = resolveHost(name, settings, '/home/anna');
      holds(Number.isInteger(port), 'a port is a number');
    }
    checkEdits(input.toString('latin1'));
  },
};

function settingsOf(text: string): readonly Setting[] {
  try {
    return parsedConfig(text, '/home/anna/.ssh/config');
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  }
}

function checkEdits(text: string): void {
  const included = withInclude(text);
  holds(includesOwnFile(included), 'the file is included');
  holds(withInclude(included) === included, 'it is included once');
  if (included !== text) holds(withoutInclude(included) === text, 'without its line the file is as before');
  const written = withBlock(text, '1', block);
  holds(aliasInBlock(written, '1') === 'web', 'the block is found again');
  holds(withBlock(written, '1', block) === written, 'it is written once');
  if (text !== '' && aliasInBlock(text, '1') === undefined && withoutBlock(text, '1') === text)
    holds(withoutBlock(written, '1') === text, 'without its block the file is as before');
}
