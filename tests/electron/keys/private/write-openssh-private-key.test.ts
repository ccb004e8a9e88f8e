import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { publicBlobOf, type Ed25519PrivateKey } from '../../../../electron/keys/private/private-key.ts';
import { writeOpensshPrivateKey } from '../../../../electron/keys/private/write-openssh-private-key.ts';
import { publicLine } from '../../../../electron/keys/public-line.ts';
import { publicLineOf } from '../ssh-keygen.ts';

const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
const key: Ed25519PrivateKey = {
  type: 'ed25519',
  point: Buffer.from(x, 'base64url'),
  seed: Buffer.from(d, 'base64url'),
};

test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 250])(
  'G1: ssh-keygen reads it, comment included, with %i characters of comment before the padding',
  (length) => {
    const comment = 'c'.repeat(length);
    const line = publicLine({ algorithm: 'ssh-ed25519', blob: publicBlobOf(key) }, comment);
    expect(publicLineOf(writeOpensshPrivateKey(key, comment))).toBe(line);
  },
);

test.each(['secret', 'pässwörd 東京 \u{1F511}', ' blanks around '])(
  'G5: encrypted with %j, ssh-keygen opens it, and finds aes256-ctr and at least 16 rounds of bcrypt',
  (passphrase) => {
    const file = writeOpensshPrivateKey(key, 'me', Buffer.from(passphrase));
    const line = publicLine({ algorithm: 'ssh-ed25519', blob: publicBlobOf(key) }, 'me');
    expect(publicLineOf(file, passphrase)).toBe(line);
    const content = Buffer.from(file.split('\n').slice(1, -2).join(''), 'base64').toString('latin1');
    expect(content.slice(15, 39)).toBe('\0\0\0\x0aaes256-ctr\0\0\0\x06bcrypt');
    const rounds = Buffer.from(content, 'latin1').readUInt32BE(39 + 4 + 4 + 16);
    expect(rounds).toBeGreaterThanOrEqual(16);
    expect(() => publicLineOf(file, 'another')).toThrow();
  },
);

test('its lines are no longer than those of ssh-keygen', () => {
  const lines = writeOpensshPrivateKey(key, 'me').split('\n');
  expect(Math.max(...lines.slice(1, -2).map((line) => line.length))).toBe(70);
});
