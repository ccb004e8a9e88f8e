import type { FuzzTarget } from '../target.ts';

function read(input: Buffer): void {
  while (input[0] === 1) if (input.length === 0) return;
}

export const target: FuzzTarget = { seeds: [Buffer.of(1)], words: ['word'], run: read };
