import { randomBytes } from 'node:crypto';
import { cleanComment } from './public-line.ts';
import { wireString } from './wire.ts';

const lineLength = 70;
const blockSize = 8;

/**
 * An Ed25519 private key in OpenSSH's own format (PROTOCOL.key), not encrypted. There is no other format in which
 * ssh reads this type everywhere.
 * @param publicBlob the public key's wire form
 * @param point the public key, 32 bytes
 * @param seed the private key of RFC 8032, 32 bytes
 */
export function opensshEd25519(publicBlob: Buffer, point: Buffer, seed: Buffer, comment: string): string {
  const check = randomBytes(4);
  const key = Buffer.concat([
    check,
    check,
    wireString('ssh-ed25519'),
    wireString(point),
    wireString(Buffer.concat([seed, point])),
    wireString(cleanComment(comment)),
  ]);
  const count = Buffer.from([0, 0, 0, 1]);
  const cipherAndKdf = Buffer.concat([wireString('none'), wireString('none'), wireString('')]);
  const file = [
    Buffer.from('openssh-key-v1\0'),
    cipherAndKdf,
    count,
    wireString(publicBlob),
    wireString(pad(key)),
  ];
  return armour(Buffer.concat(file));
}

/** Fills the last block with 1, 2, 3, ... */
function pad(key: Buffer): Buffer {
  const missing = (blockSize - (key.length % blockSize)) % blockSize;
  return Buffer.concat([key, Buffer.from(Array.from({ length: missing }, (_, index) => index + 1))]);
}

function armour(file: Buffer): string {
  const base64 = file.toString('base64');
  const lines = Array.from({ length: Math.ceil(base64.length / lineLength) }, (_, index) =>
    base64.slice(index * lineLength, (index + 1) * lineLength),
  );
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`;
}
