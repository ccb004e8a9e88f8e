import { describe, expect, it } from 'vitest';
import { en } from '../../shared/texts/en.ts';

/** What a click on a button or an item of a menu does: under these names the catalogue has nothing else. */
const actionKeys = new Set(['action', 'confirm', 'accept', 'reject', 'retry', 'save', 'check', 'chooseFile']);
const actionGroups = new Set(['actions', 'commands', 'exportAs']);

/** Words that stay small inside a title, and `ssh`, which is the name of a command. */
const small = /^(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|with|ssh|enable)$/;

interface Named {
  readonly path: string;
  readonly text: string;
}

function actionTexts(value: unknown, path: readonly string[] = []): readonly Named[] {
  const [group, key] = [path.at(-2) ?? '', path.at(-1) ?? ''];
  if (typeof value === 'string')
    return actionKeys.has(key) || actionGroups.has(group) ? [{ path: path.join('.'), text: value }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => actionTexts(inner, [...path, name]));
}

/** The first word is large, and so is every other one but the small ones. */
function isTitle(text: string): boolean {
  const words = text.split(/[\s-]+/).filter((word) => word !== '');
  return words.every((word, index) => /^[^a-z]/.test(word) || (index > 0 && small.test(word)));
}

describe('the words of actions', () => {
  it('are written like titles, in every menu and on every button', () => {
    const all = actionTexts(en);
    expect(all.length).toBeGreaterThan(50);
    expect(all.filter(({ text }) => !isTitle(text))).toEqual([]);
  });

  it('would be found when they are not', () => {
    expect(['Copy public key', 'copy', 'Open in terminal', 'Try It again'].filter(isTitle)).toEqual([]);
    expect(['Copy ssh Command', 'Re-enable Password Logon', 'Open in Terminal…'].every(isTitle)).toBe(true);
  });
});
