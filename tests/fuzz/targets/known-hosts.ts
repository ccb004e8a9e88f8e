import { KnownHosts } from '../../../electron/ssh/known-hosts.ts';
import { publicLines } from '../../vectors/public-lines.ts';
import { holds, type FuzzTarget } from '../target.ts';

const { ed25519, rsa } = publicLines;

export const target: FuzzTarget = {
  seeds: [
    `web.example,10.0.0.1 ${ed25519}\n[web.example]:2222 ${rsa}\n`,
    `|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= ${rsa}\n`,
    `@revoked * ${ed25519}\n@cert-authority *.example,!web.example ${rsa}\r\n`,
    '# comment\n\n* ssh-rsa AAAA\nweb?example* ssh-ed25519\n',
  ].map((text) => Buffer.from(text)),
  words: [
    ed25519,
    '@revoked ',
    '@cert-authority ',
    '|1|',
    '*',
    '?',
    '!',
    ',',
    '[',
    ']:22',
    'web.example',
    '\n',
    ' ',
    '\t',
  ],
  run: (input) => {
    for (const port of [22, 2222]) {
      const { keys, revoked } = new KnownHosts(input.toString('utf8')).of('web.example', port);
      const isRevoked = keys.some(({ blob }) => revoked.some((key) => key.blob === blob));
      holds(!isRevoked, 'what is revoked is not known');
    }
  },
};
