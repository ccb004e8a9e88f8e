import { AppError } from '../../shared/ipc/result.ts';

/** Why bytes or text are no public key: the `reason` of a `public-key-invalid`. */
export type KeyProblem =
  | 'empty'
  | 'too-long'
  | 'not-a-key'
  | 'several-keys'
  | 'line-break-in-key'
  | 'base64'
  | 'truncated'
  | 'trailing-bytes'
  | 'algorithm-mismatch'
  | 'number'
  | 'size'
  | 'point'
  | 'application'
  | 'structure'
  | 'certificate'
  | 'certificate-signature'
  | 'halves';

/** Says what is wrong, never what was read. */
export function invalidKey(reason: KeyProblem, details: Readonly<Record<string, number>> = {}): AppError {
  return new AppError('public-key-invalid', { reason, ...details });
}

/** OpenSSH's limit: 16,384 bits, and a zero before them. */
const maxMpintLength = 16_384 / 8 + 1;

/** Reads the data types of RFC 4251 section 5, and never past the end. Errors: `public-key-invalid`. */
export class WireReader {
  readonly #bytes: Buffer;
  #offset = 0;
  #isShortest = true;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  string(): Buffer {
    const start = this.#offset + 4;
    if (start > this.#bytes.length) throw invalidKey('truncated');
    const end = start + this.#bytes.readUInt32BE(this.#offset);
    if (end > this.#bytes.length) throw invalidKey('truncated');
    this.#offset = end;
    return this.#bytes.subarray(start, end);
  }

  text(): string {
    return this.string().toString('latin1');
  }

  uint32(): number {
    return this.bytes(4).readUInt32BE();
  }

  uint64(): bigint {
    return this.bytes(8).readBigUInt64BE();
  }

  bytes(length: number): Buffer {
    const start = this.#offset;
    if (start + length > this.#bytes.length) throw invalidKey('truncated');
    this.#offset += length;
    return this.#bytes.subarray(start, this.#offset);
  }

  /** What was not read yet. */
  rest(): Buffer {
    return this.bytes(this.#bytes.length - this.#offset);
  }

  /** Whether no number that was read had zeros in front that it did not need. */
  get isShortest(): boolean {
    return this.#isShortest;
  }

  get isAtEnd(): boolean {
    return this.#offset === this.#bytes.length;
  }

  /** The magnitude of a positive number. */
  mpint(): Buffer {
    const magnitude = this.natural();
    if (magnitude.length === 0) throw invalidKey('number');
    return magnitude;
  }

  /**
   * The magnitude of a number that is not negative: none at all for 0. Zeros in front that are not needed are passed
   * over, in a number no longer than OpenSSH carries: it reads such keys as well, and calculates fingerprints without
   * them.
   */
  natural(): Buffer {
    const bytes = this.string();
    const magnitude = bytes[0] === 0 ? bytes.subarray(zerosBefore(bytes)) : bytes;
    const isNegative = magnitude === bytes && (bytes[0] ?? 0) >= 0x80;
    // One that is too long without zeros is a key's size that is wrong, which says more.
    const isPadded = bytes.length > maxMpintLength && magnitude.length < maxMpintLength;
    if (isNegative || isPadded) throw invalidKey('number');
    const neededZeros = (magnitude[0] ?? 0) >= 0x80 ? 1 : 0;
    if (bytes.length - magnitude.length !== neededZeros) this.#isShortest = false;
    return magnitude;
  }

  end(): void {
    if (!this.isAtEnd) throw invalidKey('trailing-bytes');
  }
}

function zerosBefore(bytes: Buffer): number {
  let count = 0;
  while (bytes[count] === 0) count++;
  return count;
}

export function wireString(value: Buffer | string): Buffer {
  // No copy of what may be a secret, besides the one that is asked for.
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** @param magnitude big-endian and unsigned, without leading zeros */
export function wireMpint(magnitude: Buffer): Buffer {
  const zeros = (magnitude[0] ?? 0) >= 0x80 ? 1 : 0;
  const bytes = Buffer.alloc(4 + zeros + magnitude.length);
  bytes.writeUInt32BE(zeros + magnitude.length);
  magnitude.copy(bytes, 4 + zeros);
  return bytes;
}

/** Joins copies, as the wire forms are, and leaves nothing in them. */
export function joinAndWipe(copies: readonly Buffer[]): Buffer {
  const joined = Buffer.concat(copies);
  for (const copy of copies) copy.fill(0);
  return joined;
}

/** As `joinAndWipe`, but no more than the first `length` bytes; what is beyond them is overwritten as well. */
export function joinUpTo(length: number, copies: readonly Buffer[]): Buffer {
  const joined = joinAndWipe(copies);
  joined.fill(0, length);
  return joined.subarray(0, length);
}

/** @param magnitude big-endian and unsigned, without leading zeros */
export function bitLength(magnitude: Buffer): number {
  return magnitude.length * 8 - Math.clz32(magnitude[0] ?? 0) + 24;
}
