import type { FuzzTarget } from '../target.ts';

/** Only whoever sees how far an input came gets past one letter after the other. */
function read(input: Buffer): void {
  if (input[0] !== 0x6b) return;
  if (input[1] !== 0x65) return;
  if (input[2] !== 0x79) return;
  if (input[3] !== 0x21) return;
  throw new Error('planted');
}

export const target: FuzzTarget = { seeds: [Buffer.alloc(8)], words: ['k', 'e', 'y', '!'], run: read };
