import { describeHostKey } from '../../../electron/ssh/host-key.ts';
import { readOffer } from '../../../electron/ssh/server-offer.ts';
import { AppError } from '../../../shared/ipc/result.ts';
import { vectorSeeds, type FuzzTarget } from '../target.ts';

const list = (names: string): Buffer => {
  const bytes = Buffer.alloc(4 + names.length);
  bytes.writeUInt32BE(names.length);
  bytes.write(names, 4);
  return bytes;
};

function offer(...lists: readonly string[]): Buffer {
  const payload = Buffer.concat([Buffer.of(20), Buffer.alloc(16), ...lists.map(list), Buffer.alloc(5)]);
  const padding = 8;
  const head = Buffer.alloc(5);
  head.writeUInt32BE(1 + payload.length + padding);
  head[4] = padding;
  return Buffer.concat([
    Buffer.from('hello\r\nSSH-2.0-OpenSSH_9.2\r\n'),
    head,
    payload,
    Buffer.alloc(padding),
  ]);
}

/** What a server says before it is trusted: its offer, and its host key. */
export const target: FuzzTarget = {
  seeds: [
    offer(
      'curve25519-sha256',
      'ssh-ed25519',
      'aes256-gcm@openssh.com',
      'aes256-ctr',
      'hmac-sha2-256',
      '',
      'none',
      'none',
      '',
      '',
    ),
    offer('', '', '', '', '', '', '', '', '', ''),
    ...vectorSeeds('weak').map((line) => Buffer.from(line.toString('latin1').split(' ')[1] ?? '', 'base64')),
  ],
  words: [
    'SSH-2.0-',
    'SSH-1.99-',
    '\r\n',
    '\n',
    '\0\0\0\x07',
    ',',
    'kex-strict-s-v00@openssh.com',
    'ssh-rsa',
  ],
  run: (input) => {
    readOffer(input);
    try {
      describeHostKey(input);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  },
};
