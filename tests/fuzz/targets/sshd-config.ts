import {
  includesDropIn,
  withFirstBlock,
  withoutBlocks,
  withRootBlock,
} from '../../../electron/providers/ssh/sshd-config.ts';
import { holds, type FuzzTarget } from '../target.ts';

const block = ['PermitRootLogin prohibit-password'];

export const target: FuzzTarget = {
  seeds: [
    'Include /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin yes\nPasswordAuthentication no\n',
    '# comment\nPort 22\n\nMatch User root\n\tPermitRootLogin yes\nMatch all\nUsePAM yes',
    'Match Address 10.0.0.0/8 User "a b"\r\n  PermitRootLogin=no\r\n"Include" "sshd_config.d/*.conf"\r\n',
    withRootBlock(Buffer.from('Port 22\nMatch User anna\nX11Forwarding no\n'), block).toString(),
    '# Latchkey: begin\nPermitRootLogin no\n',
  ].map((text) => Buffer.from(text)),
  words: [
    'Include ',
    'Match ',
    'Match all\n',
    'User root',
    '# Latchkey: begin',
    '# Latchkey: end',
    'PermitRootLogin',
    '=',
    '"',
    '#',
    '\n',
    '\r\n',
    '\t',
    '*',
    '[',
    '{',
    '**/',
  ],
  run: (config) => {
    includesDropIn(config);
    const clean = withoutBlocks(config);
    holds(withoutBlocks(clean).equals(clean), 'without blocks there is none left');
    const first = withFirstBlock(clean, block);
    holds(first.subarray(first.length - clean.length).equals(clean), 'the file stays behind the first block');
    const root = withRootBlock(clean, block);
    holds(root.length > clean.length, 'the block is there');
    for (const edited of [first, root]) {
      const back = withoutBlocks(edited);
      holds(
        withoutNewlineAtEnd(back).equals(withoutNewlineAtEnd(clean)),
        'without its block the file is as before',
      );
    }
  },
};

/** Where the last newline was missing the block brings one along, which stays. */
function withoutNewlineAtEnd(config: Buffer): Buffer {
  return config.at(-1) === 0x0a ? config.subarray(0, -1) : config;
}
