import { expect, test } from 'vitest';
import { PreparedKeyPair } from '../../../electron/keys/prepared-key-pair.ts';
import { publicLineOf } from './ssh-keygen.ts';

const rsa = { type: 'rsa', bits: 2048 } as const;

test('G1: a prepared key pair is whole, and has the comment that it is taken with', async () => {
  const prepared = new PreparedKeyPair();
  prepared.prepare(rsa);
  const { publicKey, privateKeyPem } = await prepared.take(rsa, 'web');
  expect(`${publicLineOf(privateKeyPem)} web`).toBe(publicKey.line);
  expect(publicKey.comment).toBe('web');
});

test('G3: it is given out once', async () => {
  const prepared = new PreparedKeyPair();
  prepared.prepare(rsa);
  const keyPairs = await Promise.all([prepared.take(rsa, 'a'), prepared.take(rsa, 'b')]);
  expect(new Set(keyPairs.map(({ publicKey }) => publicKey.fingerprintSha256)).size).toBe(2);
});

test('preparing twice prepares one, and one of another kind takes its place', async () => {
  const prepared = new PreparedKeyPair();
  prepared.prepare({ type: 'rsa', bits: 3072 });
  prepared.prepare(rsa);
  prepared.prepare(rsa);
  expect((await prepared.take(rsa, '')).publicKey.bits).toBe(2048);
  expect((await prepared.take({ type: 'rsa', bits: 3072 }, '')).publicKey.bits).toBe(3072);
});

test('what was dropped or never prepared is generated when it is asked for', async () => {
  const prepared = new PreparedKeyPair();
  prepared.prepare(rsa);
  prepared.drop();
  prepared.prepare({ type: 'ed25519' });
  expect((await prepared.take({ type: 'ed25519' }, 'me')).publicKey.comment).toBe('me');
});
