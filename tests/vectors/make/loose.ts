import { derElement, derInteger, DerReader, derTag } from '../../../electron/keys/der.ts';
import { toMagnitude, toNumber } from '../../../electron/keys/whole-number.ts';
import { wireMpint } from '../../../electron/keys/wire.ts';
import { blob, opensshFile, opensshParts } from './crafted.ts';
import { inWorkshop, run, save } from './tools.ts';

const text = (name: string): string => inWorkshop(name).toString();

/** What is not quite as it should be, and read by ssh-keygen all the same. */
export function makeLooseVectors(): void {
  const der = derOf(text('rsa-2048.pem'));
  const numbers = numbersOf(der);
  const pkcs1 = (content: readonly Buffer[]): Buffer => derElement(derTag.sequence, ...content.map(derInteger));
  save('pem/version-2.pem', pem('RSA PRIVATE KEY', pkcs1([Buffer.of(2), ...numbers.slice(1)])));
  const content = Buffer.concat(numbers.map(derInteger));
  const open = Buffer.concat([Buffer.of(0x30, 0x80), content, Buffer.of(0, 0)]);
  save('pem/open-length.pem', pem('RSA PRIVATE KEY', open));
  const long = Buffer.concat([Buffer.of(0x30, 0x86, 0, 0, 0, 0, content.length >> 8, content.length & 0xff), content]);
  save('pem/long-length.pem', pem('RSA PRIVATE KEY', long));
  const { publicBlob, fields } = opensshParts(text('rsa-2048'));
  const larger = wireMpint(largerExponent(numbers)).subarray(4);
  save('openssh/large-exponent', opensshFile(publicBlob, blob(...fields.slice(0, 7).with(3, larger)), 'large'));
  makeMislabelled();
  makeMixedFiles();
}

function makeMislabelled(): void {
  const pkcs8 = run('openssl', 'pkcs8', '-topk8', '-nocrypt', '-in', 'rsa-2048.pem').toString();
  const spki = run('ssh-keygen', '-e', '-m', 'PKCS8', '-f', 'rsa-2048.pub').toString();
  save('pkcs8/clear-under-encrypted.p8', pkcs8.replaceAll('PRIVATE KEY', 'ENCRYPTED PRIVATE KEY'));
  save('pkcs8/negative-version.p8', pem('PRIVATE KEY', withByte(derOf(pkcs8), 6, 0x80)));
  save('public/spki-under-rsa.pem', spki.replaceAll('PUBLIC KEY', 'RSA PUBLIC KEY'));
  const pkcs1 = text('rsa-2048.pem');
  save('pem/under-public.pem', pkcs1.replaceAll('RSA PRIVATE KEY', 'RSA PUBLIC KEY'));
  save('pkcs8/under-public.p8', pkcs8.replaceAll('PRIVATE KEY', 'RSA PUBLIC KEY'));
  save('malformed/private-under-public.pem', pkcs8.replaceAll('PRIVATE KEY', 'PUBLIC KEY'));
  save('pem/spare-bits.pem', withSpareBits(text('ecdsa-256.pem')));
}

function derOf(armoured: string): Buffer {
  return Buffer.from(armoured.replaceAll(/-----.*-----|\s/g, ''), 'base64');
}

/** Sets the bits of the last Base64 character that no byte has. */
function withSpareBits(armoured: string): string {
  return armoured.replace(/([AQgw])==/, (_, last: string) => `${String.fromCharCode(last.charCodeAt(0) + 1)}==`);
}

function withByte(bytes: Buffer, index: number, byte: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[index] = byte;
  return copy;
}

function numbersOf(der: Buffer): Buffer[] {
  const reader = new DerReader(der).sequence();
  return Array.from({ length: 9 }, () => reader.integer());
}

/** The private exponent and some rounds more: above the modulus, which BoringSSL refuses. */
function largerExponent([, , , exponent, prime1, prime2]: readonly Buffer[]): Buffer {
  const [d, p, q] = [exponent, prime1, prime2].map((number) => toNumber(number ?? Buffer.alloc(0)));
  const [a, b] = [(p ?? 0n) - 1n, (q ?? 0n) - 1n];
  return toMagnitude((d ?? 0n) + 7n * a * b);
}

function makeMixedFiles(): void {
  const spki = run('ssh-keygen', '-e', '-m', 'PKCS8', '-f', 'ecdsa-384.pub').toString();
  const line = text('ed25519.pub');
  save('public/block-and-line.pem', `${spki}${line}`);
  save('public/line-and-block.pem', `my other key:\n${line}${spki}`);
  save('public/zero-width.pem', spki.replace('-----\n', '-----\u200B\n'));
  run('openssl', 'req', '-x509', '-key', 'rsa-2048.pem', '-subj', '/CN=example', '-out', 'x509.pem');
  save('public/x509-and-line.pem', `${text('x509.pem')}${line}`);
  save('public/option-with-a-name.pub', `ssh-rsa ${line}`);
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
