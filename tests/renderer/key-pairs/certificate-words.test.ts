import { describe, expect, test } from 'vitest';
import { validityText } from '../../../renderer/key-pairs/certificate-words.ts';
import { texts } from '../../../shared/texts/texts.ts';

const [before, after] = ['2036-01-02T15:00:00.000Z', '2026-01-02T15:00:00.000Z'];
const now = Date.UTC(2026, 10, 26);

describe('how long a certificate holds', () => {
  test('has date and time, as the user writes them', () => {
    expect(validityText({ validAfter: after, validBefore: before }, now)).toMatch(
      /^from Jan 2, 2026, .* until Jan 2, 2036, .*M$/,
    );
  });

  test.each([
    [null, null, /^for ever$/],
    [null, before, /^until Jan 2, 2036/],
    [after, null, /^from Jan 2, 2026/],
    [null, after, /^until Jan 2, 2026, .*: it has expired$/],
  ])('from %s until %s', (validAfter, validBefore, words) => {
    expect(validityText({ validAfter, validBefore }, now)).toMatch(words);
  });
});

describe('whom a certificate is for', () => {
  test.each([
    ['user', 'anna rsa-2048', ['anna', 'root'], 'User certificate “anna rsa-2048” for anna and root'],
    ['host', '', ['web.example'], 'Host certificate for web.example'],
    ['user', 'everything', [], 'User certificate “everything”, names nobody'],
  ] as const)('%s %s %j', (role, keyId, principals, words) => {
    const certificate = { role, keyId, principals, validAfter: null, validBefore: null };
    expect(texts.keyImport.certificateFor(certificate)).toBe(words);
  });
});
