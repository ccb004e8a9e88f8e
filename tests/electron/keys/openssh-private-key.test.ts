import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { opensshEd25519 } from '../../../electron/keys/openssh-private-key.ts';
import { publicLine } from '../../../electron/keys/public-line.ts';
import { blobFrom } from './sample-keys.ts';
import { publicLineOf } from './ssh-keygen.ts';

const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
const point = Buffer.from(x, 'base64url');
const seed = Buffer.from(d, 'base64url');
const blob = blobFrom('ssh-ed25519', point);

test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 250])(
  'G1: ssh-keygen reads it, comment included, with %i characters of comment before the padding',
  (length) => {
    const comment = 'c'.repeat(length);
    const line = publicLine({ algorithm: 'ssh-ed25519', blob }, comment);
    expect(publicLineOf(opensshEd25519(blob, point, seed, comment))).toBe(line);
  },
);

test('its lines are no longer than those of ssh-keygen', () => {
  const lines = opensshEd25519(blob, point, seed, 'me').split('\n');
  expect(Math.max(...lines.slice(1, -2).map((line) => line.length))).toBe(70);
});
