import { createHash, pbkdf2Sync, scryptSync } from 'node:crypto';
import { argon2d, argon2i, argon2id } from 'hash-wasm';
import bcrypt from 'bcrypt-pbkdf';
import { AppError } from '../../../shared/ipc/result.ts';
import { joinUpTo } from '../wire.ts';

/**
 * What a key file may ask for. A hostile file asks for hours or for all memory; people's files stay far below:
 * ssh-keygen's default is 16 rounds, puttygen's 8 MiB, OpenSSL's 2,048 iterations or scrypt with 16 MiB.
 */
const limits = {
  bcryptRounds: 1024,
  pbkdf2Iterations: 10_000_000,
  scryptBytes: 128 * 1024 ** 2,
  /** Memory once over, times how often it is gone through. */
  scryptWork: 1024 ** 3,
  argon2KiB: 256 * 1024,
  argon2Passes: 10_000,
  argon2Work: 16 * 1024 ** 2,
  argon2Lanes: 64,
} as const;

function refuseUnless(isBearable: boolean, kdf: string): void {
  if (!isBearable) throw new AppError('key-file-unsupported', { kdf, reason: 'cost' });
}

/** OpenSSH's own: PBKDF2 with bcrypt inside. */
export function bcryptKey(passphrase: Buffer, salt: Buffer, rounds: number, length: number): Buffer {
  refuseUnless(rounds >= 1 && rounds <= limits.bcryptRounds && salt.length <= 1024, 'bcrypt');
  const key = Buffer.alloc(length);
  const outcome = bcrypt.pbkdf(passphrase, passphrase.length, salt, salt.length, key, length, rounds);
  // It takes neither an empty passphrase nor an empty salt, and OpenSSH writes no file with them.
  if (outcome !== 0) throw new AppError('passphrase-wrong');
  return key;
}

export function pbkdf2Key(
  passphrase: Buffer,
  salt: Buffer,
  iterations: number,
  length: number,
  hash: string,
): Buffer {
  refuseUnless(iterations >= 1 && iterations <= limits.pbkdf2Iterations, 'pbkdf2');
  return pbkdf2Sync(passphrase, salt, iterations, length, hash);
}

export interface ScryptCost {
  readonly cost: number;
  readonly blockSize: number;
  readonly parallelization: number;
}

export function scryptKey(passphrase: Buffer, salt: Buffer, cost: ScryptCost, length: number): Buffer {
  const { cost: n, blockSize: r, parallelization: p } = cost;
  const bytes = 128 * n * r;
  const isPowerOfTwo = n > 1 && (n & (n - 1)) === 0;
  refuseUnless(bytes + 128 * r * p <= limits.scryptBytes && bytes * p <= limits.scryptWork, 'scrypt');
  if (!isPowerOfTwo || r < 1 || p < 1) throw new AppError('private-key-invalid', { reason: 'structure' });
  return scryptSync(passphrase, salt, length, { ...cost, maxmem: 2 * limits.scryptBytes });
}

const argon2 = { Argon2d: argon2d, Argon2i: argon2i, Argon2id: argon2id } as const;
export type Argon2Flavour = keyof typeof argon2;

export interface Argon2Cost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/** By WebAssembly: Electron's BoringSSL has no Argon2. */
export async function argon2Key(
  flavour: Argon2Flavour,
  passphrase: Buffer,
  salt: Buffer,
  { memoryKiB, passes, lanes }: Argon2Cost,
  length: number,
): Promise<Buffer> {
  const isBearable =
    memoryKiB <= limits.argon2KiB &&
    passes <= limits.argon2Passes &&
    memoryKiB * passes <= limits.argon2Work &&
    lanes <= limits.argon2Lanes;
  refuseUnless(isBearable, flavour);
  if (passes < 1 || lanes < 1 || memoryKiB < 8 * lanes || salt.length < 8)
    throw new AppError('private-key-invalid', { reason: 'structure' });
  if (passphrase.length === 0) throw new AppError('passphrase-wrong');
  const costs = { iterations: passes, parallelism: lanes, memorySize: memoryKiB };
  const { buffer, byteOffset, byteLength } = await argon2[flavour]({
    password: passphrase,
    salt,
    ...costs,
    hashLength: length,
    outputType: 'binary',
  });
  // The very bytes, and no copy: the caller overwrites them.
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** OpenSSL's EVP_BytesToKey with MD5 and one round, which its PEM encryption has always had. */
export function md5Key(passphrase: Buffer, salt: Buffer, length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let last = Buffer.alloc(0); blocks.length * 16 < length; blocks.push(last)) {
    last = createHash('md5').update(last).update(passphrase).update(salt).digest();
  }
  return joinUpTo(length, blocks);
}
