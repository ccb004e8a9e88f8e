import { generateKeyPairSync, hash, randomBytes } from 'node:crypto';
import ssh2 from 'ssh2';
import sshpk from 'sshpk';
import { readPublicKey } from '../../electron/keys/read-public-key.ts';
import { wireMpint, wireString } from '../../electron/keys/wire.ts';
import { timed } from './comparison.ts';

const count = 10_000;

/** Half RSA, as servers have them, a third Ed25519, the rest ECDSA. */
function makeLines(): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${makeKey(index % 6)} anna-${index}@host.example`);
}

function makeKey(kind: number): string {
  if (kind < 3) return rsaLine();
  return kind < 5 ? ed25519Line() : ecdsaLine();
}

function line(algorithm: string, ...parts: readonly Buffer[]): string {
  return `${algorithm} ${Buffer.concat([wireString(algorithm), ...parts]).toString('base64')}`;
}

/** No reader looks for the primes: any odd number of the right length will do. */
function rsaLine(): string {
  const modulus = randomBytes(256);
  modulus[0] = (modulus[0] ?? 0) | 0x80;
  modulus[255] = (modulus[255] ?? 0) | 1;
  return line('ssh-rsa', wireMpint(Buffer.of(1, 0, 1)), wireMpint(modulus));
}

function ed25519Line(): string {
  return line('ssh-ed25519', wireString(randomBytes(32)));
}

function ecdsaLine(): string {
  const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
    format: 'jwk',
  });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return line('ecdsa-sha2-nistp256', wireString('nistp256'), wireString(point));
}

function readWithSsh2(text: string): string {
  const key = ssh2.utils.parseKey(text);
  if (key instanceof Error) throw key;
  return hash('sha256', key.getPublicSSH(), 'base64');
}

function readWithSshpk(text: string): string {
  return sshpk.parseKey(text, 'ssh').fingerprint('sha256').toString();
}

interface Readers {
  readonly rival: string;
  readonly ours: () => Promise<number>;
  readonly theirs: () => Promise<number>;
}

/** Reads 10,000 lines and their SHA256 fingerprints (ours has MD5, comment and clean line too), with each library. */
export function publicKeyReaders(): readonly Readers[] {
  const lines = makeLines();
  const readAll = (read: (text: string) => unknown) => () =>
    timed(() => {
      for (const text of lines) read(text);
    });
  const ours = readAll(readPublicKey);
  return [
    { rival: 'sshpk 1.18', ours, theirs: readAll(readWithSshpk) },
    { rival: 'ssh2 1.17', ours, theirs: readAll(readWithSsh2) },
  ];
}
