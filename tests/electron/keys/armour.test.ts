import { expect, test } from 'vitest';
import { armouredBlocks } from '../../../electron/keys/armour.ts';

test('G7: a block without an end goes no further than the next one, and has nothing in it', () => {
  const text =
    '-----BEGIN A-----\nname: value\n-----BEGIN A-----\n\nAAAA\n-----END A-----\n-----BEGIN B-----\nx: y\n';
  expect(armouredBlocks(text)).toEqual([
    { label: 'A', headers: new Map(), content: undefined, isPadded: false, isWhole: false },
    { label: 'A', headers: new Map(), content: Buffer.alloc(3), isPadded: true, isWhole: true },
    { label: 'B', headers: new Map(), content: undefined, isPadded: false, isWhole: false },
  ]);
});
