import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { derElement, derInteger, DerReader, derTag } from '../../../electron/keys/der.ts';
import { derFormat } from '../../../electron/keys/der-format.ts';
import { appErrorOf } from './app-error-of.ts';
import { keyVectors } from './file/key-vectors.ts';

describe('what is written is read again', () => {
  test('numbers of any length, in their shortest form', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const der = derInteger(Buffer.from(bytes));
        const reader = new DerReader(der);
        const shortest = Buffer.from(bytes)
          .toString('hex')
          .replace(/^(?:00)+/, '');
        expect(reader.integer().toString('hex')).toBe(shortest);
        expect(reader.isAtEnd).toBe(true);
      }),
    );
  });

  test.each([0, 1, 127, 128, 255, 256, 65535, 65536])('an element of %i bytes', (length) => {
    const content = Buffer.alloc(length, 1);
    expect(new DerReader(derElement(derTag.octetString, content)).read(derTag.octetString)).toEqual(content);
  });
});

test.each([
  ['06092a864886f70d010101', '1.2.840.113549.1.1.1'],
  ['06032b6570', '1.3.101.112'],
  ['0608608648016503040100', undefined],
])('the identifier %s', (hex, dotted) => {
  const bytes = Buffer.from(hex, 'hex');
  if (dotted === undefined)
    expect(appErrorOf(() => new DerReader(bytes.subarray(0, 6)).oid())?.code).toBe('public-key-invalid');
  else expect(new DerReader(bytes).oid()).toBe(dotted);
});

test.each([
  ['a negative number', '0201ff'],
  ['a number without bytes', '0200'],
  ['a number that is none', '040101'],
  ['a length beyond the end', '020501'],
  ['a length of lengths beyond the end', '0284ffff'],
  ['an indefinite length', '028001'],
  ['nothing', ''],
])('%s is refused', (_what, hex) => {
  expect(appErrorOf(() => new DerReader(Buffer.from(hex, 'hex')).integer())?.code).toBe('public-key-invalid');
});

test('elements that do not tell their lengths are read to their ends, inside of each other', () => {
  const bytes = Buffer.from('3080308002010100000203010001000004020000', 'hex');
  const reader = new DerReader(bytes);
  const outer = reader.sequence();
  expect(outer.sequence().integer()).toEqual(Buffer.of(1));
  expect(outer.integer()).toEqual(Buffer.of(1, 0, 1));
  outer.end();
  expect(reader.read(derTag.octetString)).toEqual(Buffer.alloc(2));
});

test.each(['3080', '30800000'.slice(0, 6), '3080020101', '3080'.repeat(5000), `${'3080'.repeat(99)}0000`])(
  'G7: an element without its end is refused: %#',
  (hex) => {
    expect(appErrorOf(() => new DerReader(Buffer.from(hex, 'hex')).sequence())?.code).toBe(
      'public-key-invalid',
    );
  },
);

test('G7: whatever the bytes are, reading ends, with an expected error at most', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const reader = new DerReader(Buffer.from(bytes));
      let elements = 0;
      const error = appErrorOf(() => {
        for (; !reader.isAtEnd; elements++) reader.skip();
      });
      expect(elements).toBeLessThanOrEqual(bytes.length);
      expect([undefined, 'public-key-invalid']).toContain(error?.code);
    }),
  );
});

test.each([
  ['forms/pkcs1.der', 'pkcs1'],
  ['forms/pkcs8.der', 'pkcs8'],
  ['forms/sec1.der', 'sec1'],
  ['forms/pkcs8-encrypted.der', 'pkcs8-encrypted'],
  ['public/spki.der', 'spki'],
  ['public/pkcs1.der', 'pkcs1-public'],
])('%s is recognised by its structure, even when most of it is missing', (path, format) => {
  const { content } = keyVectors.find((vector) => vector.path === path) ?? { content: Buffer.alloc(0) };
  expect(derFormat(content)).toBe(format);
  if (format !== 'pkcs8-encrypted') expect(derFormat(content.subarray(0, 48))).toBe(format);
});
