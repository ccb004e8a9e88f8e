import { argon2Sync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { argon2Key, bcryptKey, md5Key, pbkdf2Key, scryptKey } from '../../../../electron/keys/private/kdf.ts';
import { pkcs12Key } from '../../../../electron/keys/private/pkcs12-kdf.ts';
import { appErrorOf } from '../app-error-of.ts';

const passphrase = Buffer.from('secret');
const salt = Buffer.alloc(16, 7);

describe('G7: what asks for hours or for all memory is refused at once', () => {
  const tooCostly: readonly (readonly [string, () => unknown])[] = [
    ['bcrypt with 2^32 - 1 rounds', () => bcryptKey(passphrase, salt, 2 ** 32 - 1, 48)],
    ['bcrypt without rounds', () => bcryptKey(passphrase, salt, 0, 48)],
    ['PBKDF2 with 2^31 iterations', () => pbkdf2Key(passphrase, salt, 2 ** 31, 32, 'sha256')],
    ['scrypt with 1 TiB', () => scryptKey(passphrase, salt, scrypt(2 ** 30, 8, 1), 32)],
    ['scrypt with large blocks', () => scryptKey(passphrase, salt, scrypt(2, 2 ** 31, 1), 32)],
    ['scrypt with many passes', () => scryptKey(passphrase, salt, scrypt(2 ** 14, 8, 2 ** 20), 32)],
    ['PKCS#12 with 2^31 iterations', () => pkcs12Key(passphrase, salt, 2 ** 31, 'key', 24)],
  ];

  test.each(tooCostly)('%s', (_what, derive) => {
    const begin = process.cpuUsage();
    const error = appErrorOf(derive);
    expect(error?.code).toBe('key-file-unsupported');
    expect(error?.details['reason']).toBe('cost');
    expect(process.cpuUsage(begin).user / 1000).toBeLessThan(1000);
  });

  test.each([
    ['4 GiB', { memoryKiB: 4 * 1024 ** 2, passes: 1, lanes: 1 }],
    ['a billion passes', { memoryKiB: 8, passes: 1e9, lanes: 1 }],
    ['much memory many times', { memoryKiB: 256 * 1024, passes: 1000, lanes: 1 }],
    ['a thousand lanes', { memoryKiB: 8192, passes: 1, lanes: 1000 }],
  ])('Argon2 with %s', async (_what, cost) => {
    await expect(argon2Key('Argon2id', passphrase, salt, cost, 80)).rejects.toMatchObject({
      code: 'key-file-unsupported',
      details: { reason: 'cost' },
    });
  });
});

describe('what makes no sense is refused as damaged', () => {
  test.each([
    ['a scrypt cost that is no power of two', () => scryptKey(passphrase, salt, scrypt(1000, 8, 1), 32)],
    ['a scrypt cost of 0', () => scryptKey(passphrase, salt, scrypt(0, 8, 1), 32)],
  ])('%s', (_what, derive) => {
    expect(appErrorOf(derive)?.code).toBe('private-key-invalid');
  });

  test.each([
    { memoryKiB: 8192, passes: 0, lanes: 1 },
    { memoryKiB: 8192, passes: 1, lanes: 0 },
    { memoryKiB: 7, passes: 1, lanes: 1 },
  ])('Argon2 with %o', async (cost) => {
    const derived = argon2Key('Argon2i', passphrase, salt, cost, 80);
    await expect(derived).rejects.toMatchObject({ code: 'private-key-invalid' });
  });
});

test.each(['Argon2d', 'Argon2i', 'Argon2id'] as const)('%s gives what OpenSSL’s gives', async (flavour) => {
  const cost = { memoryKiB: 256, passes: 3, lanes: 2 };
  const expected = argon2Sync(flavour.toLowerCase() as 'argon2d', {
    message: passphrase,
    nonce: salt,
    parallelism: cost.lanes,
    tagLength: 80,
    memory: cost.memoryKiB,
    passes: cost.passes,
  });
  expect((await argon2Key(flavour, passphrase, salt, cost, 80)).equals(expected)).toBe(true);
});

test('EVP_BytesToKey gives keys of any length, of which shorter ones are the start of longer ones', () => {
  const long = md5Key(passphrase, salt.subarray(0, 8), 32);
  expect(md5Key(passphrase, salt.subarray(0, 8), 24)).toEqual(long.subarray(0, 24));
  expect(long).toHaveLength(32);
});

function scrypt(cost: number, blockSize: number, parallelization: number) {
  return { cost, blockSize, parallelization };
}
