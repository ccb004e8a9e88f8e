import { expect, test } from 'vitest';
import { keyFileBaseName } from '../../../shared/model/private-key-file.ts';

test('the name of a key pair’s file is one on every system', () => {
  expect(keyFileBaseName('anna:laptop:1')).toBe('anna_laptop_1');
  expect(keyFileBaseName('web_1-a')).toBe('web_1-a');
});
