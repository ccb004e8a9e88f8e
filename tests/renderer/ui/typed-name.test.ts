import { expect, test } from 'vitest';
import { isTypedName } from '../../../renderer/ui/typed-name.ts';

test.each([
  ['two spaces that the page shows as one', 'My  servers', 'My servers'],
  ['a space that does not break', 'My\u00a0servers', 'My servers'],
  ['a wide space', '生产\u3000一', '生产 一'],
  ['a letter in two parts', 'Cafe\u0301', 'Caf\u00e9'],
  ['a letter in one part', 'Caf\u00e9', 'Cafe\u0301'],
  ['a sign that is told to be a picture', '\u2764\ufe0f prod', '\u2764 prod'],
])('a name with %s can be typed as it is seen', (_, name, typed) => {
  expect(isTypedName(typed, name)).toBe(true);
  expect(isTypedName(name, name)).toBe(true);
});

test.each(['', 'production', 'Productio', 'Production ', ' Production', 'Pro duction'])(
  '“%s” is not “Production”',
  (typed) => {
    expect(isTypedName(typed, 'Production')).toBe(false);
  },
);
