import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeWire } from '../../support/electron-on-chromium/wire.ts';

const { encode, decode } = makeWire();

const cloneable = fc.letrec((tie) => ({
  leaf: fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.bigInt(),
    fc.boolean(),
    fc.constantFrom(null, undefined),
    fc.date({ noInvalidDate: false }),
    fc.uint8Array(),
    fc.float64Array(),
  ),
  value: fc.oneof(
    { depthSize: 'small' },
    tie('leaf'),
    fc.array(tie('value')),
    fc.dictionary(fc.string(), tie('value')),
    fc.array(fc.tuple(tie('value'), tie('value'))).map((pairs) => new Map(pairs)),
    fc.array(tie('value')).map((items) => new Set(items)),
  ),
})).value;

test('what structured cloning carries arrives over the wire as structured cloning has it', () => {
  fc.assert(
    fc.property(cloneable, (value) => {
      const text = JSON.stringify(encode(value));
      expect(decode(JSON.parse(text) as ReturnType<typeof encode>)).toEqual(structuredClone(value));
    }),
  );
});

test('what structured cloning refuses is refused', () => {
  for (const value of [() => 1, Symbol('x'), { inner: () => 1 }, new WeakMap(), Promise.resolve()])
    expect(() => encode(value)).toThrow('An object could not be cloned.');
});
