import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeHead,
  encodeSecret,
  joinSecret,
  maxSecretBytes,
} from '../../../electron/keychain/entry-format.ts';
import { AppError } from '../../../shared/ipc/result.ts';
import { pemOfLength, rsaPem } from './secrets.ts';

const account = 'private-key:0b0f9d7e-3f7b-4c67-9d8e-0d6c6f0c9a11';

function decode(head: string, parts: readonly string[], name = account): string {
  return joinSecret(name, decodeHead(head), parts);
}

const storable = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 6000 })
  .filter((text) => !text.includes('\0') && text.isWellFormed());

describe('the entry format', () => {
  it('K8: what is stored comes back unaltered, in entries that Windows takes', () => {
    fc.assert(
      fc.property(storable, fc.constantFrom('a' as const, 'b' as const), (secret, slot) => {
        const { head, parts } = encodeSecret(account, secret, slot);
        for (const entry of [head, ...parts]) {
          expect(Buffer.byteLength(entry)).toBeLessThanOrEqual(2100);
          expect(Buffer.from(entry).toString()).toBe(entry);
        }
        expect(decodeHead(head).slot).toBe(slot);
        expect(decode(head, parts)).toBe(secret);
      }),
    );
  });

  it.each([
    ['one byte', 'x'],
    ['CRLF', 'a\r\nb\r\n'],
    ['a final newline', 'a\n'],
    ['emoji', `x${'🔑'.repeat(2000)}`],
    ['a byte order mark', '\uFEFFa'],
    ['the largest', 'ü'.repeat(maxSecretBytes / 2)],
  ])('K8: %s is kept as it is', (_, secret) => {
    const { head, parts } = encodeSecret(account, secret, 'a');
    expect(decode(head, parts)).toBe(secret);
  });

  it.each([
    ['nothing', ''],
    ['NUL', 'a\0b'],
    ['a lone surrogate', 'a\uD83D'],
    ['1 MB', 'x'.repeat(1024 * 1024)],
    ['one byte too many', 'x'.repeat(maxSecretBytes + 1)],
  ])('K8: %s is refused', (_, secret) => {
    expect(() => encodeSecret(account, secret, 'a')).toThrow(new AppError('secret-unsupported'));
  });

  it('keeps an RSA 2048 PEM in one entry that can be read by eye', () => {
    const pem = rsaPem(2048);
    const { head, parts } = encodeSecret(account, pem, 'a');
    expect(parts).toEqual([]);
    expect(head.endsWith(`\n${pem}`)).toBe(true);
  });

  it('K7: any change to a stored entry is noticed', () => {
    const secret = pemOfLength(6390);
    const { head, parts } = encodeSecret(account, secret, 'a');
    const entries = [head, ...parts];
    const position = fc.nat(entries.length - 1).chain((entry) =>
      fc.record({
        entry: fc.constant(entry),
        at: fc.nat((entries[entry]?.length ?? 1) - 1),
        put: fc.string({ maxLength: 3 }),
      }),
    );
    fc.assert(
      fc.property(position, ({ entry, at, put }) => {
        const tampered = entries.map((text, i) =>
          i === entry ? text.slice(0, at) + put + text.slice(at + 1) : text,
        );
        fc.pre(tampered[entry] !== entries[entry]);
        // The slot is no part of the secret: changing it sends the reader to other entries.
        fc.pre(decodeSlot(tampered[0] ?? '') !== 'b');
        const [first = '', ...rest] = tampered;
        expect(() => decode(first, rest)).toThrow(new AppError('keychain-entry-damaged'));
      }),
    );
  });

  it('K7: missing, swapped and surplus parts are noticed, and an entry under another name', () => {
    const { head, parts } = encodeSecret(account, pemOfLength(6390), 'a');
    const wrong = [
      [],
      parts.slice(1),
      parts.slice(0, -1),
      parts.toReversed(),
      [...parts, 'x'],
      [...parts, ''],
    ];
    for (const each of wrong)
      expect(() => decode(head, each)).toThrow(new AppError('keychain-entry-damaged'));
    expect(() => decode(head, parts, 'private-key:another')).toThrow(new AppError('keychain-entry-damaged'));
    expect(parts).toHaveLength(3);
  });

  it('never throws anything but its own error, whatever stands in the keychain', () => {
    const hash = 'f'.repeat(64);
    const line = fc
      .tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(120), fc.nat(200_000))
      .map(([slot, n, bytes]) => `latchkey 1 ${slot} ${n} ${bytes} ${hash}\n`);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), line), fc.array(fc.string()), (head, parts) => {
        expect(() => decode(head, parts)).toThrow(new AppError('keychain-entry-damaged'));
      }),
    );
  });
});

function decodeSlot(head: string): string | undefined {
  return /^latchkey 1 (.) /.exec(head)?.[1];
}
