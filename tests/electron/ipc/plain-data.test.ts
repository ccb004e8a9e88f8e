import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isPlainData } from '../../../electron/ipc/plain-data.ts';

it('accepts whatever JSON can carry, without the keys below', () => {
  const hasForbiddenKey = /"(__proto__|constructor|prototype)":/;
  const plain = fc.jsonValue().filter((value) => !hasForbiddenKey.test(JSON.stringify(value)));
  fc.assert(fc.property(plain, (value) => isPlainData(value)));
});

it('E13: refuses a key that reaches a prototype wherever it stands', () => {
  const key = fc.constantFrom('__proto__', 'constructor', 'prototype');
  fc.assert(
    fc.property(key, fc.array(fc.constantFrom('list', 'object')), (name, way) => {
      const hostile = way.reduce<unknown>(
        (inner, step) => (step === 'list' ? [1, inner] : { a: inner }),
        JSON.parse(`{"${name}": 1}`),
      );
      expect(isPlainData(hostile)).toBe(false);
    }),
  );
});

it('E13: comes to an end on cycles and on 300,000 values', () => {
  const loop: Record<string, unknown> = { list: Array.from({ length: 300_000 }, () => ({})) };
  loop['self'] = loop;
  expect(isPlainData(loop)).toBe(true);
});

it.each([new Date(), new Map(), new Set(), new Uint8Array(1), /x/, new Error('x'), 1n, Symbol('x'), () => 1])(
  'refuses %s',
  (value) => {
    expect(isPlainData({ value })).toBe(false);
  },
);

it('refuses keys that are symbols', () => {
  expect(isPlainData({ [Symbol('x')]: 1 })).toBe(false);
});
