import { expect, test } from 'vitest';
import { wholeNumber } from '../../../renderer/lib/whole-number.ts';

test.each([
  ['12', 12],
  [' 5\t', 5],
  ['04', 4],
  ['0', 0],
  // As the texts say it: “from 1 to 1,000”.
  ['1,000', 1000],
  ['12,345,678', 12_345_678],
])('“%s” is %d', (text, number) => {
  expect(wholeNumber(text)).toBe(number);
});

test.each(['', '  ', 'abc', '-4', '+7', '4.0', '1e1', '0x10', '1,00', ',100', '1 000', '５'])(
  '“%s” is no whole number',
  (text) => {
    expect(wholeNumber(text)).toBeNaN();
  },
);
