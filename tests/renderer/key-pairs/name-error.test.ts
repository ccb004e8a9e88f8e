import { describe, expect, test } from 'vitest';
import { nameError } from '../../../renderer/key-pairs/name-error.ts';
import { texts } from '../../../shared/texts/texts.ts';

const { nameProblems, nameMissing, nameTaken } = texts.keyPairs;
const isTaken = (name: string): boolean => name === 'staging';

describe('what is said of a name', () => {
  test('nothing while it is only too short yet', () => {
    expect(nameError('', isTaken, false)).toBeUndefined();
    expect(nameError('a', isTaken, false)).toBeUndefined();
  });

  test('that it is missing or too short once the user wants to go on', () => {
    expect(nameError('', isTaken, true)).toBe(nameMissing);
    expect(nameError('a', isTaken, true)).toBe(nameProblems['too-short']);
  });

  test('a wrong character is told at once', () => {
    expect(nameError('1a', isTaken, false)).toBe(nameProblems['first-character']);
    expect(nameError('a b', isTaken, false)).toBe(nameProblems.character);
    expect(nameError('ä', isTaken, false)).toBe(nameProblems['first-character']);
  });

  test('64 characters are allowed, 65 are not', () => {
    expect(nameError('a'.repeat(64), isTaken, true)).toBeUndefined();
    expect(nameError('a'.repeat(65), isTaken, false)).toBe(nameProblems['too-long']);
  });

  test('a name that is taken is told at once', () => {
    expect(nameError('staging', isTaken, false)).toBe(nameTaken);
    expect(nameError('staging2', isTaken, true)).toBeUndefined();
  });
});
