import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanComment, publicLine } from '../../../electron/keys/public-line.ts';
import { blobOf, sampleLines } from './sample-keys.ts';
import { listing } from './ssh-keygen.ts';

const hostile = [
  'two\nlines',
  'two\r\nlines',
  'two\rlines',
  'a NUL \0 inside',
  'line \u2028 and paragraph \u2029 separators',
  'next line \u0085, vertical \v and form feed \f',
  'x'.repeat(10_240),
  '\u{1F511}'.repeat(300),
  'right \u202E to left',
  'escape \x1B[2J codes',
  'lone \uD83D surrogate',
  '\n\n\n',
];
const anyComment = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.constantFrom(...hostile));

describe('G4: whatever a comment holds', () => {
  const key = { algorithm: 'ssh-ed25519', blob: blobOf(sampleLines.ed25519) };

  test('the public line stays one line', () => {
    fc.assert(
      fc.property(anyComment, (comment) => {
        const line = publicLine(key, comment);
        expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(line.length).toBeLessThan(400);
        expect(line.startsWith(`ssh-ed25519 ${key.blob.toString('base64')}`)).toBe(true);
      }),
    );
  });

  test('what is left of it is well-formed, and stays the same when it is cleaned again', () => {
    fc.assert(
      fc.property(anyComment, (comment) => {
        const cleaned = cleanComment(comment);
        expect(cleaned.isWellFormed()).toBe(true);
        expect(cleanComment(cleaned)).toBe(cleaned);
      }),
    );
  });

  test.each(hostile)('ssh-keygen reads the line with %j as one key', (comment) => {
    expect(listing(publicLine(key, comment))?.bits).toBe(256);
  });
});

test('an ordinary comment stays as it is, in any script', () => {
  expect(cleanComment('anna@büro 東京 \u{1F511}')).toBe('anna@büro 東京 \u{1F511}');
});

test('without a comment the line ends with the key', () => {
  const blob = blobOf(sampleLines.ed25519);
  expect(publicLine({ algorithm: 'ssh-ed25519', blob }, ' \n')).toBe(
    `ssh-ed25519 ${blob.toString('base64')}`,
  );
});
