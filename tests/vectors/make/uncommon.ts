import { derElement, DerReader, derTag } from '../../../electron/keys/der.ts';
import { WireReader, wireString } from '../../../electron/keys/wire.ts';
import { inWorkshop, putInWorkshop, run, save, usualPassphrase } from './tools.ts';

const text = (name: string): string => inWorkshop(name).toString();

/** What OpenSSL writes where it is told to, and what ssh-keygen reads without looking at it closely. */
export function makeUncommonVectors(): void {
  makeKeyWraps();
  makeMultiPrimes();
  save('pkcs8/octets-in-pieces.p8', inPieces());
  makeRfc4716();
  const line = text('ed25519.pub');
  const spki = bytesOf(run('ssh-keygen', '-e', '-m', 'PKCS8', '-f', 'rsa-2048.pub'));
  spki.writeUInt8(3, spki.indexOf(Buffer.of(5, 0)) + 1);
  save('malformed/parameters-too-long.pem', pem('PUBLIC KEY', spki));
  for (const exponent of [1, 2]) save(`malformed/exponent-${exponent}.pub`, withExponent(exponent));
  save('public/quote-behind-backslash.pub', `\\" ${line}`);
  save('public/blanks-behind-options.pub', `no-pty,from="10.0.0.1"  ${line}`);
}

/** Without padding OpenSSL wraps whole blocks of eight bytes alone, as Ed25519 happens to have. */
function makeKeyWraps(): void {
  const wrapped = (source: string, cipher: string): Buffer =>
    run('openssl', 'pkcs8', '-topk8', '-in', source, '-v2', cipher, '-passout', `pass:${usualPassphrase}`);
  for (const bits of [128, 192, 256]) {
    save(`pkcs8/rsa-2048-aes${bits}-wrap-pad.p8`, wrapped('rsa-2048.pem', `id-aes${bits}-wrap-pad`), usualPassphrase);
    save(`pkcs8/ed25519-aes${bits}-wrap.p8`, wrapped('ed25519.p8', `id-aes${bits}-wrap`), usualPassphrase);
  }
  save('pkcs8/wrong-passphrase-wrap.p8', wrapped('rsa-2048.pem', 'id-aes256-wrap-pad'), 'wrong');
}

function makeMultiPrimes(): void {
  const options = ['-pkeyopt', 'rsa_keygen_bits:2048', '-pkeyopt', 'rsa_keygen_primes:3'];
  const pkcs8 = run('openssl', 'genpkey', '-algorithm', 'RSA', ...options);
  save('pkcs8/three-primes.p8', pkcs8);
  const name = putInWorkshop('three-primes.p8', pkcs8);
  save('pem/three-primes.pem', run('openssl', 'pkey', '-traditional', '-in', name));
}

/** X.690, 8.7.3: the private key in two strings, of which one does not tell its length. */
function inPieces(): string {
  const info = new DerReader(bytesOf(run('openssl', 'pkcs8', '-topk8', '-nocrypt', '-in', 'rsa-2048.pem'))).sequence();
  const head = [derElement(derTag.integer, info.read(derTag.integer)), derElement(derTag.sequence, info.read(derTag.sequence))];
  const key = info.read(derTag.octetString);
  const first = derElement(derTag.octetString, key.subarray(0, 100));
  const inner = derElement(0x24, derElement(derTag.octetString, key.subarray(100)));
  const pieces = Buffer.concat([Buffer.of(0x24, 0x80), first, inner, Buffer.of(0, 0)]);
  return pem('PRIVATE KEY', derElement(derTag.sequence, ...head, pieces));
}

/** ssh-keygen does not look at the BEGIN line, nor for the END line. */
function makeRfc4716(): void {
  const whole = text('rsa-2048.rfc');
  const lines = whole.trimEnd().split('\n');
  save('public/lower-begin.rfc', whole.replace('BEGIN', 'begin'));
  save('public/no-begin.rfc', `${lines.slice(1).join('\n')}\n`);
  save('public/no-end.rfc', `${lines.slice(0, -1).join('\n')}\n`);
  save('public/header-last.rfc', `${[lines[0], ...lines.slice(2, -1), lines[1], lines.at(-1)].join('\n')}\n`);
  save('public/nul-before.rfc', `\0${whole}`);
  save('public/block-and-damaged-block.rfc', `${whole}${whole.replace('AAAAB3', 'AAAAB!')}`);
  save('malformed/rfc4716-padding.txt', `${[...lines.slice(0, -1), '==', lines.at(-1)].join('\n')}\n`);
  save('public/header-and-base64.rfc', `${lines.slice(1, -1).join('\n')}\n`);
}

/** ssh-keygen reads it. With an exponent of 1 everybody signs, with an even one nobody. */
function withExponent(exponent: number): string {
  const reader = new WireReader(Buffer.from(text('rsa-2048.pub').split(' ')[1] ?? '', 'base64'));
  const [name] = [reader.string(), reader.string()];
  const blob = [name, Buffer.of(exponent), reader.string()].map(wireString);
  return `ssh-rsa ${Buffer.concat(blob).toString('base64')} exponent\n`;
}

function bytesOf(armoured: Buffer): Buffer {
  return Buffer.from(armoured.toString().replaceAll(/-----.*-----|\s/g, ''), 'base64');
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
