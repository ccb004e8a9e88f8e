import { readPublicKey } from '../../../electron/keys/read-public-key.ts';
import { AppError } from '../../../shared/ipc/result.ts';
import { holds, vectorSeeds, type FuzzTarget } from '../target.ts';

export const target: FuzzTarget = {
  seeds: vectorSeeds('public', 'certificate', 'weak'),
  words: [
    'ssh-rsa ',
    'ssh-ed25519 ',
    'AAAA',
    ' ',
    '\n',
    '"',
    '\\"',
    '#',
    'no-pty,',
    'command="',
    '---- BEGIN SSH2 PUBLIC KEY ----',
    '-----BEGIN PUBLIC KEY-----',
  ],
  run: (input) => {
    try {
      const read = readPublicKey(input.toString('utf8'));
      holds(!/[\r\n\0]/.test(read.line), 'one line');
      holds(readPublicKey(read.line).line === read.line, 'the line reads as itself');
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  },
};
