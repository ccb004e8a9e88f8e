import { checkPrimeSync, generatePrimeSync, randomBytes } from 'node:crypto';
import { wireMpint, wireString } from '../../../electron/keys/wire.ts';
import { greatestCommonDivisor, powerModulo, toMagnitude } from '../../../electron/keys/whole-number.ts';

const publicExponent = Buffer.of(1, 0, 1);

export function line(algorithm: string, blob: Buffer, comment = 'crafted'): string {
  return `${algorithm} ${blob.toString('base64')} ${comment}\n`;
}

export function blob(...parts: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat(parts.map(wireString));
}

export function rsaLine(modulus: bigint, comment: string, exponent = publicExponent): string {
  const parts = [wireString('ssh-rsa'), wireMpint(exponent), wireMpint(toMagnitude(modulus))];
  return line('ssh-rsa', Buffer.concat(parts), comment);
}

export const prime = (bits: number): bigint => generatePrimeSync(bits, { bigint: true });

function nextPrime(number: bigint): bigint {
  let candidate = number | 1n;
  do candidate += 2n;
  while (!checkPrimeSync(candidate));
  return candidate;
}

/** What Fermat's method factors at once. */
export function closePrimesModulus(): bigint {
  const first = prime(1024);
  return first * nextPrime(first + 2n ** 40n);
}

/** Primes k * M + (65537^a mod M), as the library of CVE-2017-15361 made them for 512 bits: M has 39 prime factors. */
export function rocaModulus(): bigint {
  let product = 1n;
  for (let number = 2n, count = 0; count < 39; number++) {
    if (greatestCommonDivisor(number, product) !== 1n || !checkPrimeSync(number)) continue;
    product *= number;
    count++;
  }
  return rocaPrime(product) * rocaPrime(product);
}

function rocaPrime(product: bigint): bigint {
  for (;;) {
    const factor = BigInt(`0x${randomBytes(100).toString('hex')}`) | (1n << 800n);
    const power = powerModulo(65537n, BigInt(`0x${randomBytes(8).toString('hex')}`), product);
    const candidate = factor * product + power;
    if (checkPrimeSync(candidate)) return candidate;
  }
}

interface Version00 {
  readonly algorithm: 'ssh-rsa' | 'ssh-dss';
  /** The wire form of the key that is certified. */
  readonly key: Buffer;
  readonly signer: Buffer;
}

/** A certificate of the version that ended with OpenSSH 7.0, with a signature of nobody. */
export function certificate00({ algorithm, key, signer }: Version00): string {
  const name = `${algorithm}-cert-v00@openssh.com`;
  const numbers = key.subarray(4 + algorithm.length);
  const role = Buffer.of(0, 0, 0, 1);
  const validity = Buffer.from('00000000650000000000000075000000', 'hex');
  const content = Buffer.concat([
    wireString(name),
    numbers,
    role,
    blob('anna@example', blob('anna', 'root')),
    validity,
    blob('', randomBytes(32), '', signer, blob('ssh-rsa', randomBytes(128))),
  ]);
  return line(name, content, 'version 0');
}

/** An OpenSSH private key file of a security key, which can't be made without the device. */
export function securityKeyFile(key: Buffer): string {
  const handle = [Buffer.of(1), wireString(randomBytes(64)), wireString('')];
  return opensshFile(key, Buffer.concat([key, ...handle]), 'me@token');
}

/** An OpenSSH private key file that is not encrypted, of whatever it is made of. */
export function opensshFile(publicBlob: Buffer, privateFields: Buffer, comment: string): string {
  const check = randomBytes(4);
  const section = Buffer.concat([check, check, privateFields, wireString(comment)]);
  const missing = (8 - (section.length % 8)) % 8;
  const padding = Buffer.from(Array.from({ length: missing }, (_, index) => index + 1));
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    blob('none', 'none', ''),
    Buffer.of(0, 0, 0, 1),
    blob(publicBlob, Buffer.concat([section, padding])),
  ]);
  const body = file.toString('base64').match(/.{1,70}/g) ?? [];
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${body.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`;
}

/** The strings of a wire form, one after the other. */
export function stringsOf(bytes: Buffer): Buffer[] {
  const strings: Buffer[] = [];
  for (let at = 0; at + 4 <= bytes.length;) {
    const end = at + 4 + bytes.readUInt32BE(at);
    strings.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return strings;
}

/** The name and, of an OpenSSH file that is not encrypted, what makes the private key of it. */
export function opensshParts(file: string): { readonly publicBlob: Buffer; readonly fields: readonly Buffer[] } {
  const bytes = Buffer.from(file.replaceAll(/-----.*-----|\s/g, ''), 'base64').subarray(15);
  const afterKdf = 4 + 4 + 4 + 4 + 4 + 4;
  const [publicBlob = Buffer.alloc(0), section = Buffer.alloc(0)] = stringsOf(bytes.subarray(afterKdf));
  return { publicBlob, fields: stringsOf(section.subarray(8)) };
}
