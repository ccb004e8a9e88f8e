/** A source of numbers that gives the same ones again for the same seed (xorshift, 32 bits). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 1;
  }

  /** A whole number from 0 up to, and without, the limit. */
  below(limit: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % Math.max(1, limit);
  }

  one<T>(choices: readonly [T, ...T[]] | readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }
}

const maxLength = 16_384;
const interesting = [
  '00000000',
  '00000001',
  '0000ffff',
  '7fffffff',
  '80000000',
  'ffffffff',
  '00',
  '7f',
  '80',
  'ff',
];
const armouredBody = /[A-Za-z0-9+/=\r\n]{40,}/;

type Mutation = (input: Buffer, dice: Dice, words: readonly Buffer[], other: Buffer) => Buffer;

const mutations: readonly Mutation[] = [
  (input, dice) => withByte(input, dice.below(input.length), (byte) => byte ^ (1 << dice.below(8))),
  (input, dice) => withByte(input, dice.below(input.length), () => dice.below(256)),
  (input, dice) => overwritten(input, dice, Buffer.from(dice.one(interesting), 'hex')),
  (input, dice) => inserted(input, dice, Buffer.from(dice.one(interesting), 'hex')),
  (input, dice, words) => overwritten(input, dice, dice.one(words)),
  (input, dice, words) => inserted(input, dice, dice.one(words)),
  (input, dice) => removed(input, dice),
  (input, dice) => inserted(input, dice, part(input, dice)),
  (input, dice) => input.subarray(0, dice.below(input.length)),
  (input, dice, _words, other) => inserted(input, dice, part(other, dice)),
  (input, dice, _words, other) =>
    Buffer.concat([input.subarray(0, dice.below(input.length)), other.subarray(dice.below(other.length))]),
];

/**
 * A few mutations, one after the other.
 * @param words what means something to the reader: keywords, marks, sizes
 * @param other another input, to mix with
 */
export function mutate(input: Buffer, dice: Dice, words: readonly Buffer[], other: Buffer): Buffer {
  // What counts is often inside of Base64, where changed text is refused at once.
  if (dice.below(2) === 0) return insideBase64(input, (bytes) => mutateBytes(bytes, dice, words, other));
  return mutateBytes(input, dice, words, other);
}

function mutateBytes(input: Buffer, dice: Dice, words: readonly Buffer[], other: Buffer): Buffer {
  let mutated = input;
  for (let left = 1 + dice.below(4); left > 0; left--)
    mutated = dice.one(mutations)(mutated, dice, words, other);
  return mutated.subarray(0, maxLength);
}

function insideBase64(input: Buffer, change: (bytes: Buffer) => Buffer): Buffer {
  const text = input.toString('latin1');
  const match = armouredBody.exec(text);
  if (match === null) return change(input);
  const [body] = match;
  const base64 = change(Buffer.from(body, 'base64')).toString('base64');
  const lines = body.includes('\n') ? (base64.match(/.{1,64}/g) ?? []).join('\n') : base64;
  const end = body.endsWith('\n') ? '\n' : '';
  const after = text.slice(match.index + body.length);
  return Buffer.from(text.slice(0, match.index) + lines + end + after, 'latin1');
}

function withByte(input: Buffer, index: number, change: (byte: number) => number): Buffer {
  const copy = Buffer.from(input);
  if (copy.length > 0) copy[index] = change(copy[index] ?? 0);
  return copy;
}

function overwritten(input: Buffer, dice: Dice, bytes: Buffer): Buffer {
  const copy = Buffer.from(input);
  bytes.copy(copy, dice.below(copy.length));
  return copy;
}

function inserted(input: Buffer, dice: Dice, bytes: Buffer): Buffer {
  const at = dice.below(input.length + 1);
  return Buffer.concat([input.subarray(0, at), bytes, input.subarray(at)]);
}

function removed(input: Buffer, dice: Dice): Buffer {
  const at = dice.below(input.length);
  return Buffer.concat([input.subarray(0, at), input.subarray(at + 1 + dice.below(32))]);
}

function part(input: Buffer, dice: Dice): Buffer {
  const at = dice.below(input.length);
  return input.subarray(at, at + 1 + dice.below(64));
}
