import { describe, expect, test } from 'vitest';
import { errorCopy } from '../../../renderer/lib/error-copy.ts';
import { formatRelative } from '../../../shared/texts/dates.ts';
import { keychainOf } from '../../../shared/texts/en/keychain.ts';
import { keyPairs, list, servers } from '../../../shared/texts/en/plural.ts';
import { pluralIn } from '../../../shared/texts/plural.ts';
import { pickLanguage, texts } from '../../../shared/texts/texts.ts';

describe('plurals', () => {
  test.each([
    [0, '0 servers'],
    [1, '1 server'],
    [2, '2 servers'],
    [10_000, '10,000 servers'],
  ])('%i', (count, words) => {
    expect(servers(count)).toBe(words);
  });

  test('of key pairs', () => {
    expect([keyPairs(1), keyPairs(10)]).toEqual(['1 key pair', '10 key pairs']);
  });

  test('a language without a singular needs one form only', () => {
    const plural = pluralIn('zh-Hans');
    expect([plural(1, { other: '# 台服务器' }), plural(5, { other: '# 台服务器' })]).toEqual([
      '1 台服务器',
      '5 台服务器',
    ]);
  });

  test('a language with more forms gets them', () => {
    const plural = pluralIn('pl');
    const forms = { one: '# serwer', few: '# serwery', other: '# serwerów' };
    expect([1, 3, 5].map((count) => plural(count, forms))).toEqual(['1 serwer', '3 serwery', '5 serwerów']);
  });

  test('names are listed as a sentence does', () => {
    expect([list([]), list(['a']), list(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b, and c']);
  });
});

describe('a region that takes no more key pairs', () => {
  test.each([
    [1, 1, 'This region has 1 key pair, its limit. Delete one to make room.'],
    [10, 10, 'This region has 10 key pairs, its limit. Delete one to make room.'],
    [3, 1, 'This region has 3 key pairs, its limit is 1. Delete 3 to make room.'],
    [12, 10, 'This region has 12 key pairs, its limit is 10. Delete 3 to make room.'],
  ])('says with %i of %i how many have to go', (count, limit, words) => {
    expect(texts.keyPairs.limitReached(count, limit)).toBe(words);
  });
});

describe('the keychain’s name', () => {
  test.each([
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36', 'Secret Service', 'GNOME Keyring or KWallet'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 'macOS Keychain', 'Keychain Access'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 'Windows Credential Manager', 'Credential Manager'],
  ])('of %s: %s', (userAgent, name, provider) => {
    expect(keychainOf(userAgent).name).toBe(name);
    expect(keychainOf(userAgent).provide).toContain(provider);
  });

  test('K3: stands in everything that is said of a keychain that does not answer', () => {
    const codes = ['keychain-locked', 'keychain-absent', 'keychain-timeout', 'keychain-failed'] as const;
    for (const code of codes) {
      const { what, todo } = errorCopy({ code });
      expect(what).toContain('(Secret Service)');
      expect(todo).toMatch(/ring|KWallet/);
    }
    expect(texts.settings.keychainText).toContain('(Secret Service)');
  });
});

describe('the language', () => {
  test.each([
    [['en-GB', 'de'], 'en'],
    [['de-DE', 'en-US'], 'en'],
    [['fr'], 'en'],
    [[], 'en'],
    [['constructor'], 'en'],
  ])('wanted %j: %s', (wanted, picked) => {
    expect(pickLanguage(wanted)).toBe(picked);
  });
});

describe('relative times', () => {
  const now = Date.UTC(2026, 10, 20, 10);
  test.each([
    [0, 'this minute'],
    [5 * 60_000, '5 minutes ago'],
    [3 * 3_600_000, '3 hours ago'],
    [86_400_000, 'yesterday'],
  ])('%i ms ago: %s', (agoMs, words) => {
    expect(formatRelative(now - agoMs, now)).toBe(words);
  });

  test('what is hours ago is so after midnight too', () => {
    const night = new Date(2026, 10, 20, 0, 30).getTime();
    expect(formatRelative(night - 70 * 60_000, night)).toBe('1 hour ago');
    expect(formatRelative(night - 23 * 3_600_000, night)).toBe('23 hours ago');
  });

  test('up to a week it is days', () => {
    const night = new Date(2026, 10, 20, 0, 30).getTime();
    expect(formatRelative(night - (7 * 24 - 1) * 3_600_000, night)).toBe('7 days ago');
  });

  test('from a week on it is the date', () => {
    expect(formatRelative(now - 8 * 86_400_000, now)).toMatch(/Nov 12, 2026/);
  });

  test('a clock that was set back does not count into the future', () => {
    expect(formatRelative(now + 60_000, now)).toBe('this minute');
  });
});

/** Every text of the catalogue that is not made by a function. */
function everyText(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => everyText(part, `${path}.${key}`));
}

test('no text of the catalogue starts or ends with a blank, or has two in a row', () => {
  const untidy = everyText(texts, 'texts').filter(([, text]) => /^\s|\s$| {2}/.test(text));
  expect(untidy).toEqual([]);
});
