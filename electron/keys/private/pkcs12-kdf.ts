import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/ipc/result.ts';
import { joinAndWipe, joinUpTo } from '../wire.ts';
import { modulo, toBytes, toNumber } from '../whole-number.ts';

const blockLength = 64;
const maxIterations = 1_000_000;
const purposes = { key: 1, iv: 2 } as const;

/** RFC 7292, B.2 with SHA-1. */
export function pkcs12Key(
  passphrase: Buffer,
  salt: Buffer,
  iterations: number,
  purpose: keyof typeof purposes,
  length: number,
): Buffer {
  if (iterations < 1 || iterations > maxIterations || salt.length > 1024 || passphrase.length > 4096)
    throw new AppError('key-file-unsupported', { kdf: 'pkcs12-sha1', reason: 'cost' });
  const diversifier = Buffer.alloc(blockLength, purposes[purpose]);
  const secret = bmpString(passphrase);
  let input = joinAndWipe([wholeBlocks(salt), wholeBlocks(secret)]);
  secret.fill(0);
  const blocks: Buffer[] = [];
  for (let made = 0; made < length; made += 20) {
    const block = hashTimes(Buffer.concat([diversifier, input]), iterations);
    blocks.push(block);
    const next = addToBlocks(input, block);
    input.fill(0);
    input = next;
  }
  input.fill(0);
  return joinUpTo(length, blocks);
}

/** UTF-16 with the most significant byte first, and two zeros at the end. */
function bmpString(passphrase: Buffer): Buffer {
  return joinAndWipe([Buffer.from(passphrase.toString('utf8'), 'utf16le').swap16(), Buffer.of(0, 0)]);
}

function wholeBlocks(bytes: Buffer): Buffer {
  return Buffer.alloc(Math.ceil(bytes.length / blockLength) * blockLength, bytes);
}

/** @param bytes are overwritten */
function hashTimes(bytes: Buffer, times: number): Buffer {
  let hash = bytes;
  for (let round = 0; round < times; round++) {
    const next = createHash('sha1').update(hash).digest();
    hash.fill(0);
    hash = next;
  }
  return hash;
}

/** Adds the hash, as a long number, and 1 to each block. */
function addToBlocks(input: Buffer, hash: Buffer): Buffer {
  const addend = toNumber(Buffer.alloc(blockLength, hash)) + 1n;
  const blocks = Array.from({ length: input.length / blockLength }, (_, index) => {
    const block = input.subarray(index * blockLength, (index + 1) * blockLength);
    return toBytes(modulo(toNumber(block) + addend, 2n ** 512n), blockLength);
  });
  return joinAndWipe(blocks);
}
