import { createDecipheriv, createPrivateKey } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { composeKeyFile } from '../../../electron/keys/file/compose-key-file.ts';
import { parseKeyFile } from '../../../electron/keys/file/parse-key-file.ts';
import { generateKeyPair } from '../../../electron/keys/generate.ts';
import { rsaPem } from '../keychain/secrets.ts';
import { keyVector } from './file/key-vectors.ts';

type Making = 'concat' | 'from' | 'alloc';

/** Every Buffer that is made from now on, with a way to say which of them hold some bytes. */
function watchBuffers() {
  const made: Buffer[] = [];
  for (const name of ['concat', 'from', 'alloc'] as const satisfies readonly Making[]) {
    const original = Reflect.get(Buffer, name) as (...args: unknown[]) => Buffer;
    Object.assign(Buffer, {
      [name]: (...args: unknown[]) => {
        const bytes = Reflect.apply<typeof Buffer, unknown[], Buffer>(original, Buffer, args);
        made.push(bytes);
        return bytes;
      },
    });
    onTestFinished(() => void Object.assign(Buffer, { [name]: original }));
  }
  return { holding: (secret: Buffer) => made.filter((bytes) => bytes.includes(secret)).length };
}

interface Decipher {
  update: (data: Buffer) => Buffer;
}

/** What deciphers give out from now on. */
function watchDeciphers(): readonly Buffer[] {
  const given: Buffer[] = [];
  const sample = createDecipheriv('aes-256-cbc', Buffer.alloc(32), Buffer.alloc(16));
  const prototype = Object.getPrototypeOf(sample) as Decipher;
  const { update } = prototype;
  prototype.update = function (this: Decipher, data) {
    const bytes = Reflect.apply(update, this, [data]);
    given.push(bytes);
    return bytes;
  };
  onTestFinished(() => void (prototype.update = update));
  return given;
}

/** The middle of what makes a private key private. */
function secretOf(pem: string): Buffer {
  if (!pem.includes('OPENSSH')) {
    const { d = '' } = createPrivateKey(pem).export({ format: 'jwk' });
    return Buffer.from(d, 'base64url').subarray(40, 72);
  }
  const file = Buffer.from(pem.replaceAll(/-----.*-----|\s/g, ''), 'base64');
  // An unencrypted Ed25519 file: the seed follows the second mention of the public half.
  const name = Buffer.from('ssh-ed25519');
  const section = file.indexOf(name, file.indexOf(name) + 1);
  return file.subarray(section + name.length + 4 + 32 + 4).subarray(0, 24);
}

describe('K1: no Buffer keeps a private key', () => {
  it('the watch finds one that does', () => {
    const watch = watchBuffers();
    const kept = Buffer.from('a secret number');
    expect(watch.holding(Buffer.from(kept.subarray(2)))).toBeGreaterThanOrEqual(1);
  });

  it('after an Ed25519 key pair was made', async () => {
    const watch = watchBuffers();
    const { privateKeyPem } = await generateKeyPair({ type: 'ed25519' }, 'test');
    const after = watch.holding(secretOf(privateKeyPem));
    // What this test itself has decoded, and nothing else.
    expect(after).toBeLessThanOrEqual(1);
  });

  it.each(['rsa', 'ed25519'] as const)(
    'after a %s file was read, and written in every form',
    async (type) => {
      const pem =
        type === 'rsa' ? rsaPem(2048) : (await generateKeyPair({ type: 'ed25519' }, 'test')).privateKeyPem;
      const secret = secretOf(pem);
      const file = Buffer.from(pem);
      const watch = watchBuffers();
      expect(await parseKeyFile(file)).toMatchObject({ kind: 'private' });
      for (const form of ['pem', 'openssh', 'ppk'] as const) {
        const text = await composeKeyFile(pem, form, 'test');
        expect([form, watch.holding(secret)]).toEqual([form, 0]);
        await parseKeyFile(Buffer.from(text));
        expect([`${form} read`, watch.holding(secret)]).toEqual([`${form} read`, 0]);
      }
    },
  );

  it.each([
    'pem/rsa-2048-aes256.pem',
    'forms/pkcs8-encrypted.der',
    'openssh/default-rounds',
    'openssh/ed25519-encrypted',
    'pkcs8/pbe-sha1-2des.p8',
    'ppk/ed25519-v3-encrypted.ppk',
  ])('after %s was deciphered', async (path) => {
    const given = watchDeciphers();
    const { content, passphrase } = keyVector(path);
    expect(await parseKeyFile(Buffer.from(content), passphrase)).toMatchObject({ kind: 'private' });
    expect(given.length).toBeGreaterThan(0);
    expect(given.filter((bytes) => bytes.some((byte) => byte !== 0))).toEqual([]);
  });
});
