import { invalidKey } from './wire.ts';

/** The tags of X.690 that keys are made of. */
export const derTag = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
  /** `[n]`, constructed. */
  context: (number: number): number => 0xa0 + number,
} as const;

const maxLengthBytes = 4;
/** A string in pieces, which may be in pieces themselves; OpenSSL follows as far. */
const constructed = 0x20;
const maxPieceDepth = 5;

/** Reads the part of DER (X.690), and of BER, that keys are made of, and never past the end. Errors: `public-key-invalid`. */
export class DerReader {
  readonly #bytes: Buffer;
  #offset = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#offset === this.#bytes.length;
  }

  /** The tag of the next element, or nothing at the end. */
  get nextTag(): number | undefined {
    return this.#bytes[this.#offset];
  }

  /** The content of the next element, which has to have this tag. */
  read(tag: number): Buffer {
    if (this.nextTag !== tag) throw invalidKey('structure');
    return this.#content();
  }

  /** The content of an octet string that is no secret: where it comes in pieces (X.690, 8.7.3), a copy of them together. */
  octetString(): Buffer {
    return this.nextTag === (derTag.octetString | constructed)
      ? Buffer.concat(piecesOf(this.#content(), 1))
      : this.read(derTag.octetString);
  }

  /** As `octetString`, for what is a secret: a copy is overwritten when it was used. */
  withOctetString<T>(use: (bytes: Buffer) => T): T {
    const isCopy = this.nextTag !== derTag.octetString;
    const bytes = this.octetString();
    try {
      return use(bytes);
    } finally {
      if (isCopy) bytes.fill(0);
    }
  }

  sequence(): DerReader {
    return new DerReader(this.read(derTag.sequence));
  }

  /** The magnitude of a number that is not negative, without leading zeros: none at all for 0. */
  integer(): Buffer {
    const bytes = this.read(derTag.integer);
    if ((bytes[0] ?? 0x80) >= 0x80) throw invalidKey('number');
    return withoutZeros(bytes);
  }

  /** As `integer`, for keys of tools that forget the zero before a first bit of 1: OpenSSL reads these as positive. */
  unsigned(): Buffer {
    const bytes = this.read(derTag.integer);
    if (bytes.length === 0) throw invalidKey('number');
    return withoutZeros(bytes);
  }

  /** A number that fits into 32 bits: versions, rounds, sizes. */
  smallInteger(): number {
    const magnitude = this.integer();
    if (magnitude.length > 4) throw invalidKey('number');
    return magnitude.length === 0 ? 0 : magnitude.readUIntBE(0, magnitude.length);
  }

  /** An object identifier as dotted numbers. */
  oid(): string {
    return dotted(this.read(derTag.oid));
  }

  /** The content of a bit string that is made of whole bytes. */
  bitString(): Buffer {
    const bytes = this.read(derTag.bitString);
    if (bytes[0] !== 0) throw invalidKey('structure');
    return bytes.subarray(1);
  }

  /** Passes over the next element, whatever it is. */
  skip(): void {
    this.#content();
  }

  /** Passes over one more element, where there is one, and nothing behind it: an algorithm's parameters that say nothing. */
  endAfterOptional(): void {
    if (!this.isAtEnd) this.skip();
    this.end();
  }

  end(): void {
    if (!this.isAtEnd) throw invalidKey('trailing-bytes');
  }

  #content(): Buffer {
    if (this.#isOpen) return this.#openContent();
    const length = this.#length();
    const start = this.#offset;
    if (start + length > this.#bytes.length) throw invalidKey('truncated');
    this.#offset = start + length;
    return this.#bytes.subarray(start, this.#offset);
  }

  /** Whether the next element is constructed and does not tell its length. */
  get #isOpen(): boolean {
    return ((this.#bytes[this.#offset] ?? 0) & 0x20) !== 0 && this.#bytes[this.#offset + 1] === 0x80;
  }

  /** X.690, 8.1.3.6: not DER, but OpenSSL reads it, and ssh-keygen with it. Two zeros are the end. */
  #openContent(): Buffer {
    const start = this.#offset + 2;
    this.#offset = start;
    for (let depth = 1; depth > 0;) depth += this.#stepInside();
    return this.#bytes.subarray(start, this.#offset - 2);
  }

  /** Passes over an end, a beginning or a whole element; by how much one is deeper inside then. */
  #stepInside(): -1 | 0 | 1 {
    const [tag, length] = this.#bytes.subarray(this.#offset, this.#offset + 2);
    if (tag === 0 && length === 0) {
      this.#offset += 2;
      return -1;
    }
    if (this.#isOpen) {
      this.#offset += 2;
      return 1;
    }
    this.#content();
    return 0;
  }

  /** Reads past the tag and the length. */
  #length(): number {
    const first = this.#bytes[this.#offset + 1];
    if (first === undefined) throw invalidKey('truncated');
    this.#offset += 2;
    if (first < 0x80) return first;
    const count = first - 0x80;
    if (count === 0) throw invalidKey('structure');
    if (this.#offset + count > this.#bytes.length) throw invalidKey('truncated');
    this.#offset += count;
    const length = withoutZeros(this.#bytes.subarray(this.#offset - count, this.#offset));
    if (length.length > maxLengthBytes) throw invalidKey('structure');
    return length.length === 0 ? 0 : length.readUIntBE(0, length.length);
  }
}

function piecesOf(content: Buffer, depth: number): readonly Buffer[] {
  if (depth > maxPieceDepth) throw invalidKey('structure');
  const reader = new DerReader(content);
  const pieces: Buffer[] = [];
  while (!reader.isAtEnd) {
    const isWhole = reader.nextTag === derTag.octetString;
    const piece = reader.read(isWhole ? derTag.octetString : derTag.octetString | constructed);
    pieces.push(...(isWhole ? [piece] : piecesOf(piece, depth + 1)));
  }
  return pieces;
}

export function withoutZeros(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0);
  return start === -1 ? bytes.subarray(bytes.length) : bytes.subarray(start);
}

/** X.690, 8.19: base 128, and the first two numbers share one. Longer ones than are in use are no identifier here. */
function dotted(bytes: Buffer): string {
  const numbers: number[] = [];
  let number = 0;
  for (const byte of bytes.subarray(0, 32)) {
    number = (number % 2 ** 40) * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    numbers.push(number);
    number = 0;
  }
  const [first = 0, ...others] = numbers;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...others].join('.');
}

/** @param content of elements that are already encoded */
export function derElement(tag: number, ...content: readonly Buffer[]): Buffer {
  const length = lengthOf(content.reduce((sum, part) => sum + part.length, 0));
  return Buffer.concat([Buffer.of(tag), length, ...content]);
}

/** @param magnitude big-endian and unsigned */
export function derInteger(magnitude: Buffer): Buffer {
  const shortest = withoutZeros(magnitude);
  const needsZero = (shortest[0] ?? 0x80) >= 0x80;
  return derElement(derTag.integer, ...(needsZero ? [Buffer.of(0)] : []), shortest);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  const shortest = withoutZeros(bytes);
  return Buffer.concat([Buffer.of(0x80 + shortest.length), shortest]);
}
