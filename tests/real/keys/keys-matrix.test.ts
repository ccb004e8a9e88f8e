import { expect, test } from 'vitest';
import { keysMatrix } from '../../keys-matrix/matrix.ts';

test('G6: ssh-keygen, puttygen and openssl read every key file as Latchkey does', async () => {
  const matrix = await keysMatrix('tests/vectors', 'tests/vectors/passphrases.txt');
  expect(matrix.files).toBeGreaterThan(300);
  expect(matrix.agree).toBeGreaterThan(230);
  expect(matrix.bothRefuse).toBeGreaterThan(80);
  expect(matrix.weAcceptTheyRefuse).toEqual([]);
  expect(matrix.theyAcceptWeRefuse).toEqual([]);
  expect(matrix.fingerprintDiffers).toEqual([]);
  expect(matrix.crashes).toEqual([]);
}, 300_000);
