/** @param magnitude big-endian and unsigned; none at all is 0 */
export function toNumber(magnitude: Buffer): bigint {
  return magnitude.length === 0 ? 0n : BigInt(`0x${magnitude.toString('hex')}`);
}

/** Big-endian, filled with zeros in front up to the length. */
export function toBytes(number: bigint, length: number): Buffer {
  return Buffer.from(number.toString(16).padStart(length * 2, '0'), 'hex');
}

/** The shortest big-endian form of a positive number. */
export function toMagnitude(number: bigint): Buffer {
  const hex = number.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

export function modulo(number: bigint, modulus: bigint): bigint {
  const remainder = number % modulus;
  return remainder < 0n ? remainder + modulus : remainder;
}

/** Takes a time that depends on the exponent: for public numbers, and where nobody can measure. */
export function powerModulo(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** Euclid's algorithm, extended; nothing where the two have a divisor in common. */
export function inverseModulo(number: bigint, modulus: bigint): bigint | undefined {
  let [remainder, next] = [modulus, modulo(number, modulus)];
  let [factor, nextFactor] = [0n, 1n];
  while (next !== 0n) {
    const quotient = remainder / next;
    [remainder, next] = [next, remainder - quotient * next];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return remainder === 1n ? modulo(factor, modulus) : undefined;
}

export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [greater, smaller] = [a, b];
  while (smaller !== 0n) [greater, smaller] = [smaller, greater % smaller];
  return greater;
}

/** The whole part of a square root: Newton's method, from above. */
export function squareRoot(square: bigint): bigint {
  if (square < 2n) return square;
  let root = 1n << BigInt(Math.ceil(square.toString(16).length * 2));
  for (;;) {
    const next = (root + square / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
